import type { AuditEvent } from "@portcullis/domain/audit";
import type { ReactNode } from "react";
import { fieldChanges } from "./field-changes.ts";
import { switchedDevices } from "./switched-devices.ts";

/** What the audit log keeps of an event below the sentence: fields before and after, the reason, the devices. */
export function EventDetails({ event }: { readonly event: AuditEvent }) {
  const { refusals } = event;
  // The reason of a refusal is in the sentence.
  const reason = refusals ? undefined : event.details?.reason;
  const changes = fieldChanges(event);
  const devices = switchedDevices(event);
  return (
    <>
      <dl className="flex flex-col gap-0.5 text-xs text-ink-muted empty:hidden">
        {changes.map(({ field, before, after }) => (
          <Detail key={field} term={field}>
            <s className="decoration-ink-faint">
              <span className="sr-only">before: </span>
              {before ?? "empty"}
            </s>
            <span aria-hidden="true"> → </span>
            <span className="sr-only">, now: </span>
            <span className="text-ink">{after ?? "empty"}</span>
          </Detail>
        ))}
        {reason && <Detail term="Reason">{reason}</Detail>}
        {refusals && (
          <Detail term="Asked for">
            {refusals.procedures.join(", ")}
            {refusals.count > 1 && ` (${refusals.count} times in this minute)`}
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
