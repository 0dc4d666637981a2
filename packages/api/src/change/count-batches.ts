import { type AdvanceOutcome, advanceOutcomes, type CascadeKind } from "@portcullis/domain/cascade";
import { cutOffBuckets } from "@portcullis/runtime/metrics";
import { Counter, Histogram } from "prom-client";

/** What one batch came to. */
export interface Batch {
  readonly outcome: AdvanceOutcome;
  /** Where devices were walked: how many it switched, and the seconds from the request to the finish where this was the last. */
  readonly switched?: { readonly kind: CascadeKind; readonly devices: number; readonly tookSeconds: number };
}

const batches = new Counter({
  name: "portcullis_cascade_batches_total",
  help: "Cascade batches by outcome.",
  labelNames: ["outcome"] as const,
});
// From the start on, so that the first one that is parked is an increase too.
for (const outcome of advanceOutcomes) batches.labels(outcome).inc(0);

const devices = new Counter({
  name: "portcullis_devices_switched_total",
  help: "Devices that cascades deactivated or reactivated.",
  labelNames: ["kind"] as const,
});
const finished = new Histogram({
  name: "portcullis_cut_off_devices_seconds",
  help: "Seconds from the request of a lifecycle change to the last device that it was applied to.",
  labelNames: ["kind"] as const,
  buckets: cutOffBuckets,
});

export function countBatch({ outcome, switched }: Batch): void {
  batches.labels(outcome).inc();
  if (!switched) return;
  devices.labels(switched.kind).inc(switched.devices);
  if (outcome === "finished") finished.labels(switched.kind).observe(switched.tookSeconds);
}
