import { waitBuckets } from "@portcullis/runtime/metrics";
import { Counter, Gauge, Histogram, register } from "prom-client";

const peers = new Gauge({
  name: "portcullis_gateway_peers",
  help: "Peers on the interface when it was last read.",
});
const applied = new Histogram({
  name: "portcullis_gateway_apply_seconds",
  help: "Seconds from the start of a change of the interface's peers to its verification.",
  buckets: waitBuckets,
});
const failures = new Counter({
  name: "portcullis_gateway_apply_failures_total",
  help: "Failed attempts to apply the console's peers to the interface.",
});

export const countPeers = (count: number): void => peers.set(count);

/** Does a change of the interface, and counts how long it took, or that it failed. */
export async function measured<T>(change: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  try {
    const result = await change();
    applied.observe((performance.now() - startedAt) / 1000);
    return result;
  } catch (error) {
    failures.inc();
    throw error;
  }
}

/** Once in a process. */
export function connectionMetrics(isConnected: () => boolean): void {
  const connected = new Gauge({
    name: "portcullis_gateway_connected",
    help: "1 while the agent receives the console's stream.",
    registers: [],
    collect() {
      this.set(isConnected() ? 1 : 0);
    },
  });
  register.registerMetric(connected);
}
