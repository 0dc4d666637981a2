import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { PageLink } from "#ui/page-link.tsx";

export type PageHeaderProps = {
  title: ReactNode;
  description?: ReactNode | undefined;
  /** Before the title: an avatar. */
  figure?: ReactNode | undefined;
  /** Behind the title: status, badges. */
  marks?: ReactNode | undefined;
  actions?: ReactNode | undefined;
  back?: { href: string; label: string } | undefined;
  /** Tabs; they stand on the header's line. */
  tabs?: ReactNode | undefined;
};

/** What this page is, and what can be done here. */
export function PageHeader({ title, description, figure, marks, actions, back, tabs }: PageHeaderProps) {
  return (
    <header className={tabs === undefined ? "pt-6 pb-5" : "mb-6 border-b border-line pt-6"}>
      {back && (
        <PageLink
          href={back.href}
          className="-mt-2 mb-2 -ml-1 inline-flex h-6 items-center gap-0.5 rounded-sm pr-1 text-xs text-ink-muted hover:text-ink print:hidden"
        >
          <ChevronLeft aria-hidden="true" className="size-3.5" />
          {back.label}
        </PageLink>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        {figure}
        <div className="min-w-0 flex-1 basis-60">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 text-xl font-semibold tracking-[-0.01em] wrap-anywhere">{title}</h1>
            {marks}
          </div>
          {description !== undefined && <div className="mt-0.5 text-sm text-ink-muted">{description}</div>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {tabs !== undefined && <div className="mt-4">{tabs}</div>}
    </header>
  );
}
