import { clsx } from "clsx";
import type { ReactNode } from "react";

const tones = { accent: "bg-accent-soft text-accent-ink", warning: "bg-warning-soft text-warning-ink" } as const;

interface BannerProps {
  /** What it is about, for a screen reader. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly tone?: keyof typeof tones | undefined;
  /** Small buttons at its end. */
  readonly actions?: ReactNode | undefined;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** Says on every page it concerns what is out of the ordinary, and what can be done about it. */
export function Banner({ label, icon, tone = "warning", actions, className = "mt-4", children }: BannerProps) {
  return (
    <section
      aria-label={label}
      className={clsx(
        "flex flex-wrap items-start gap-x-4 gap-y-3 rounded-lg px-4 py-2.5 text-sm print:hidden [&_strong]:font-semibold",
        tones[tone],
        className,
      )}
    >
      <span aria-hidden="true" className="mt-0.5 shrink-0 *:size-4">
        {icon}
      </span>
      <div className="min-w-0 flex-1 basis-52">{children}</div>
      {actions !== undefined && <div className="-my-1 flex flex-wrap gap-2">{actions}</div>}
    </section>
  );
}
