import { clsx } from "clsx";

const tones = { accent: "bg-accent", success: "bg-success", warning: "bg-warning", danger: "bg-danger" } as const;

export type ProgressProps = {
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
  const share = max === 0 ? 1 : Math.min(1, value / max);
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a <progress> cannot be styled alike in all browsers
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
      aria-valuetext={valueText ?? `${value} of ${max}`}
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
