import type { AuditEvent } from "@portcullis/domain/audit";
import { identityLines } from "./identity-lines.ts";

/** Below the sentence, on demand: which of several namesakes it was. */
export function EventIdentity({ event }: { readonly event: AuditEvent }) {
  return (
    <details className="text-xs text-ink-muted">
      <summary className="inline-block min-h-6 cursor-pointer content-center hover:text-ink">Ids</summary>
      <dl className="flex flex-col gap-0.5">
        {identityLines(event).map(({ term, value }) => (
          <div key={term} className="flex gap-1.5">
            <dt className="shrink-0">{term}:</dt>
            <dd className="min-w-0 wrap-anywhere select-all">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
