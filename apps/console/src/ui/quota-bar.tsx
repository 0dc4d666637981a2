import { clsx } from "clsx";
import { useTranslations } from "use-intl";

export type QuotaBarProps = {
  /** What is limited: "Devices". */
  label: string;
  used: number;
  limit: number;
  /** Where the limit comes from: "from group Engineering". */
  origin: string;
};

/** How much of a limit is used, in words and as a bar. */
export function QuotaBar({ label, used, limit, origin }: QuotaBarProps) {
  const t = useTranslations();
  const over = used > limit;
  const full = used >= limit;
  const tone = over ? "bg-danger" : full ? "bg-warning" : "bg-accent";
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium tabular-nums">
          <span className="sr-only">{label}: </span>
          {used.toLocaleString("en")} <span className="font-normal text-ink-muted">{t("ui.of3", { limit })}</span>
        </span>
        <span className="text-xs text-ink-muted">{origin}</span>
      </p>
      <div aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-pressed">
        <div
          className={clsx("h-full rounded-full", tone)}
          style={{ width: `${limit === 0 ? (used > 0 ? 100 : 0) : Math.min(100, (used / limit) * 100)}%` }}
        />
      </div>
      {full && (
        <p className={clsx("text-xs", over ? "text-danger-ink" : "text-warning-ink")}>
          {over ? t("ui.overTheLimitNoFurther", { used: used - limit }) : t("ui.theLimitIsReachedNo")}
        </p>
      )}
    </div>
  );
}
