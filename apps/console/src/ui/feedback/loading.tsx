import { clsx } from "clsx";
import { useTranslations } from "use-intl";

/** The shape of something on its way. Give it the size of what will stand there. */
export function Skeleton({ className }: { className?: string | undefined }) {
  return <span aria-hidden="true" className={clsx("block animate-breathe rounded-sm bg-pressed", className)} />;
}

/** The shape of a page with a title and two panels; the label is for screen readers. */
export function PanelsSkeleton({ label }: { readonly label: string }) {
  return (
    <div className="pt-6">
      <output className="sr-only">{label}</output>
      <Skeleton className="h-6 w-80 max-w-full" />
      <div className="mt-6 grid gap-4 lg:grid-cols-2">
        <Skeleton className="h-56" />
        <Skeleton className="h-56" />
      </div>
    </div>
  );
}

/** Says that something runs, where a skeleton cannot stand. Decorative: the busy element carries `aria-busy`. */
export function Spinner({ className }: { className?: string | undefined }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" fill="none" className={clsx("size-4 animate-spin", className)}>
      <circle cx="8" cy="8" r="6.25" stroke="currentColor" strokeWidth="1.5" opacity="0.25" />
      <path d="M14.25 8A6.25 6.25 0 0 0 8 1.75" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  );
}

const tones = { accent: "bg-accent", success: "bg-success", warning: "bg-warning", danger: "bg-danger" } as const;

type ProgressProps = {
  /** What progresses; not shown. */
  label: string;
  value: number;
  max: number;
  /** The state in words, where "5 of 7" does not say it. */
  valueText?: string | undefined;
  tone?: keyof typeof tones | undefined;
  className?: string | undefined;
};

/** How far something has come. */
export function Progress({ label, value, max, valueText, tone = "accent", className }: ProgressProps) {
  const t = useTranslations();
  const share = max === 0 ? 1 : Math.min(1, value / max);
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a <progress> cannot be styled alike in all browsers
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
      aria-valuetext={valueText ?? t("ui.of", { value, max })}
      className={clsx("h-1.5 overflow-hidden rounded-full bg-pressed", className)}
    >
      <div
        className={clsx(
          "h-full origin-left rounded-full transition-transform duration-300 ease-quick rtl:origin-right",
          tones[tone],
        )}
        style={{ transform: `scaleX(${share})` }}
      />
    </div>
  );
}
