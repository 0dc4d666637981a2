"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { MobileBar } from "./mobile-bar.tsx";
import { Sidebar, type SidebarProps } from "./sidebar.tsx";

type ShellProps = Omit<SidebarProps, "onNavigate"> & { children: ReactNode };

/** The frame around every signed-in page. */
export function Shell({ children, ...sidebar }: ShellProps) {
  const t = useTranslations();
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[14rem_minmax(0,1fr)] print:block">
      <SkipLink />
      <aside
        aria-label={t("shell.sidebar")}
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

/** The first thing that Tab reaches: past the navigation to the page. */
function SkipLink() {
  const t = useTranslations();
  return (
    <a
      href="#content"
      className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 text-sm font-medium text-on-accent focus:translate-y-0"
    >
      {t("shell.skipToContent")}
    </a>
  );
}
