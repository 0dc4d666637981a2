import type { AuditEvent } from "@portcullis/domain/audit";
import { ChevronRight } from "lucide-react";
import { identityLines } from "./identity-lines.ts";

/** On the sentence's line, and opened below it: which of several namesakes it was. */
export function EventIdentity({ event }: { readonly event: AuditEvent }) {
  return (
    <details className="group/ids inline text-xs text-ink-muted">
      <summary className="-my-1 ml-1 inline-block min-h-6 content-center rounded-sm hover:text-ink">
        <ChevronRight aria-hidden="true" className="mr-0.5 inline size-3 align-[-0.125em] group-open/ids:rotate-90" />
        Ids
      </summary>
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
