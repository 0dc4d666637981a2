import type { AuditEvent } from "@portcullis/domain/audit";
import { agentName } from "#components/user/agent-name.ts";

/** Behind the sentence: from which address and program, where that is kept. */
export function EventOrigin({ event }: { readonly event: AuditEvent }) {
  const { address, agent } = event.details ?? {};
  const origin = [address, agent && agentName(agent)].filter(Boolean).join(" · ");
  if (!origin) return null;
  return (
    <span title={agent} className="text-xs text-ink-muted tabular-nums">
      {" "}
      from {origin}
    </span>
  );
}
