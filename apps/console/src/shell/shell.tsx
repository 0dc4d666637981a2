import type { ReactNode } from "react";
import { MobileBar } from "./mobile-bar.tsx";
import { Sidebar, type SidebarProps } from "./sidebar.tsx";
import { SkipLink } from "./skip-link.tsx";

export type ShellProps = Omit<SidebarProps, "onNavigate"> & { children: ReactNode };

/** The frame around every signed-in page. */
export function Shell({ children, ...sidebar }: ShellProps) {
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[14rem_minmax(0,1fr)] print:block">
      <SkipLink />
      <aside
        aria-label="Sidebar"
        className="sticky top-0 hidden h-dvh border-r border-line bg-sunken md:block print:hidden"
      >
        <Sidebar {...sidebar} />
      </aside>
      <div className="flex min-w-0 flex-col">
        <MobileBar {...sidebar} />
        <main id="content" tabIndex={-1} className="flex-1 px-4 pb-12 outline-hidden sm:px-6 lg:px-8">
          <div className="mx-auto max-w-[90rem]">{children}</div>
        </main>
      </div>
    </div>
  );
}
