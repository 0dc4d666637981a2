import { clsx } from "clsx";
import { type ReactNode, useId } from "react";

export type PanelProps = {
  title: string;
  children: ReactNode;
  description?: ReactNode | undefined;
  actions?: ReactNode | undefined;
  /** For a table or list that brings its own padding. */
  flush?: boolean | undefined;
  className?: string | undefined;
};

/** A titled part of a page. */
export function Panel({ title, children, description, actions, flush = false, className }: PanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={clsx("min-w-0 rounded-lg border border-line bg-surface", className)}>
      <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5">
        <div className="min-w-0 flex-1">
          <h2 id={id} className="text-sm font-semibold">
            {title}
          </h2>
          {description !== undefined && <p className="text-xs text-ink-muted">{description}</p>}
        </div>
        {actions}
      </header>
      <div className={flush ? undefined : "p-4"}>{children}</div>
    </section>
  );
}
