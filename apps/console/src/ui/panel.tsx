import { clsx } from "clsx";
import { type ReactNode, useId } from "react";

type PanelProps = {
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

export type Detail = { term: string; value: ReactNode };

/** What is known of a thing, as terms and values. */
export function DetailList({ details }: { details: readonly Detail[] }) {
  return (
    <dl className="grid grid-cols-[minmax(6.5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-2.5 text-sm">
      {details.map(({ term, value }) => (
        <div key={term} className="col-span-2 grid grid-cols-subgrid items-baseline">
          <dt className="text-ink-muted">{term}</dt>
          <dd className="min-w-0 wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
