import type { GatewayItem, GatewayPolicy } from "@portcullis/domain/gateway";
import { duration } from "#features/change/duration.ts";

/** What a gateway does without the console: its setting, and what its agent has where that is another one. */
export function PolicyText({ gateway: { policy, appliedPolicy } }: { readonly gateway: GatewayItem }) {
  const wanted = policy === null ? null : policyText(policy);
  const applied = appliedPolicy === null ? null : policyText(appliedPolicy);
  if (wanted === null) {
    return (
      <span className="block">
        {applied ?? "As the tenant’s settings say"}
        {applied !== null && <span className="block text-xs text-ink-muted">The tenant’s setting</span>}
      </span>
    );
  }
  return (
    <span className="block">
      {wanted}
      {applied !== null && applied !== wanted && (
        <span className="block text-xs text-warning-ink">Its agent still has: {applied}</span>
      )}
    </span>
  );
}

function policyText({ unreachable, graceSeconds }: GatewayPolicy): string {
  return unreachable === "keep" ? "Keeps everybody" : `Disconnects everybody after ${duration(graceSeconds * 1000)}`;
}
