import type { ReactNode } from "react";

export type StatePanelProps = {
  icon: ReactNode;
  title: string;
  children?: ReactNode | undefined;
  actions?: ReactNode | undefined;
  /** `h1` where it is all that the page holds. */
  heading?: "h1" | "h2" | undefined;
};

/** The common shape of empty, failed and forbidden. */
export function StatePanel({ icon, title, children, actions, heading: Heading = "h2" }: StatePanelProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-6 py-14 text-center">
      <span
        aria-hidden="true"
        className="mb-4 grid size-10 place-items-center rounded-lg border border-line bg-surface text-ink-muted [&_svg]:size-5"
      >
        {icon}
      </span>
      <Heading className="text-base font-semibold text-balance text-ink">{title}</Heading>
      {children !== undefined && <div className="mt-1 text-sm text-pretty text-ink-muted">{children}</div>}
      {actions !== undefined && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
