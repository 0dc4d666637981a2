import type { AuditEvent } from "@portcullis/domain/audit";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { agentName } from "#features/session/session-list.ts";
import { fieldChanges, identityLines, switchedDevices } from "./event-details-text.ts";

/** What the audit log keeps of an event below the sentence: fields before and after, the reason, the devices. */
export function EventDetails({ event }: { readonly event: AuditEvent }) {
  const t = useTranslations();
  const { refusals } = event;
  // The reason of a refusal is in the sentence.
  const reason = refusals ? undefined : event.details?.reason;
  const changes = fieldChanges(t, event);
  const devices = switchedDevices(t, event);
  return (
    <>
      <dl className="flex flex-col gap-0.5 text-xs text-ink-muted empty:hidden">
        {changes.map(({ field, before, after }) => (
          <Detail key={field} term={field}>
            <s className="decoration-ink-faint">
              <span className="sr-only">{t("audit.before")} </span>
              {before ?? "empty"}
            </s>
            <span aria-hidden="true"> → </span>
            <span className="sr-only">{t("audit.now")} </span>
            <span className="text-ink">{after ?? "empty"}</span>
          </Detail>
        ))}
        {reason && <Detail term={t("common.reason")}>{reason}</Detail>}
        {refusals && (
          <Detail term={t("audit.askedFor")}>
            {refusals.procedures.join(", ")}
            {refusals.count > 1 && ` ${t("audit.timesInThisMinute", { count: refusals.count })}`}
          </Detail>
        )}
      </dl>
      {devices && <p className="text-xs text-ink-muted">{devices}</p>}
    </>
  );
}

function Detail({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className="flex gap-1.5">
      <dt className="shrink-0">{term}:</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}

/** On the sentence's line, and opened below it: which of several namesakes it was. */
export function EventIdentity({ event }: { readonly event: AuditEvent }) {
  const t = useTranslations();
  return (
    <details className="group/ids inline text-xs text-ink-muted">
      <summary className="-my-1 ml-1 inline-block min-h-6 content-center rounded-sm hover:text-ink">
        <ChevronRight aria-hidden="true" className="mr-0.5 inline size-3 align-[-0.125em] group-open/ids:rotate-90" />
        {t("audit.ids")}
      </summary>
      <dl className="flex flex-col gap-0.5">
        {identityLines(t, event).map(({ term, value }) => (
          <div key={term} className="flex gap-1.5">
            <dt className="shrink-0">{term}:</dt>
            <dd className="min-w-0 wrap-anywhere select-all">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** Behind the sentence: from which address and program, where that is kept. */
export function EventOrigin({ event }: { readonly event: AuditEvent }) {
  const t = useTranslations();
  if (!event.origin) return null;
  const { address, agent } = event.origin;
  return (
    <span title={agent ?? undefined} className="text-xs text-ink-muted tabular-nums">
      {" "}
      {t("audit.from2", { filter: [address, agent && agentName(t, agent)].filter(Boolean).join(" · ") })}
    </span>
  );
}
