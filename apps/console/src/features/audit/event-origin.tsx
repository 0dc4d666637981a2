import type { AuditEvent } from "@portcullis/domain/audit";
import { agentName } from "#features/session/agent-name.ts";

/** Behind the sentence: from which address and program, where that is kept. */
export function EventOrigin({ event }: { readonly event: AuditEvent }) {
  if (!event.origin) return null;
  const { address, agent } = event.origin;
  return (
    <span title={agent ?? undefined} className="text-xs text-ink-muted tabular-nums">
      {" "}
      from {[address, agent && agentName(agent)].filter(Boolean).join(" · ")}
    </span>
  );
}
