import type { GatewayPrincipal } from "@portcullis/auth/principal";
import { cutOffBuckets } from "@portcullis/telemetry/buckets";
import { recordSpan } from "@portcullis/telemetry/tracing";
import { Histogram } from "prom-client";

/** A gateway's word that what a change took away is off its interface, with its times by the database's clock. */
export interface Confirmed {
  readonly changeId: string;
  /** No other gateway owes its word any more. Two that give theirs at the same instant may both say no. */
  readonly isLast: boolean;
  readonly traceParent: string | null;
  readonly askedAt: Date;
  readonly confirmedAt: Date;
}

const each = new Histogram({
  name: "portcullis_gateway_confirmation_seconds",
  help: "Seconds from a change that takes access away to the confirmation of each gateway that its interface no longer lets the device in.",
  buckets: cutOffBuckets,
});
const last = new Histogram({
  name: "portcullis_cut_off_gateways_seconds",
  help: "Seconds from a change that takes access away to the confirmation of the last gateway that had to confirm it.",
  buckets: cutOffBuckets,
});

/** Counts it, and ends the trace that began with a click. */
export function noteConfirmation({ tenantId, gatewayId }: GatewayPrincipal, confirmed: Confirmed): void {
  const { changeId, isLast, traceParent, askedAt, confirmedAt } = confirmed;
  const seconds = (confirmedAt.getTime() - askedAt.getTime()) / 1000;
  each.observe(seconds);
  if (isLast) last.observe(seconds);
  recordSpan("gateway.confirmation", {
    parent: traceParent,
    from: askedAt,
    to: confirmedAt,
    attributes: {
      "portcullis.tenant_id": tenantId,
      "portcullis.gateway_id": gatewayId,
      "portcullis.change_id": changeId,
    },
  });
}
