import { Gauge, Histogram } from "prom-client";
import { waitBuckets } from "./buckets.ts";

/** Told of each transaction of a pool, in the order: asked for, got its connection or failed, ended. */
export interface PoolMetrics {
  readonly asked: () => void;
  readonly got: (waitedSeconds: number) => void;
  readonly failed: () => void;
  readonly ended: () => void;
}

/**
 * Metrics of a connection pool; call it once in a process. The driver does not expose its state, so transactions are counted
 * from outside: a waiting one has asked for a connection and not begun.
 */
export function poolMetrics(connections: number): PoolMetrics {
  const size = new Gauge({
    name: "portcullis_pool_connections_max",
    help: "Maximum number of connections of the pool.",
  });
  size.set(connections);
  const transactions = new Gauge({
    name: "portcullis_pool_transactions",
    help: "Transactions by state: running, or waiting for a connection.",
    labelNames: ["state"] as const,
  });
  const waited = new Histogram({
    name: "portcullis_pool_wait_seconds",
    help: "Seconds from requesting a transaction to its start: the wait for a connection, in the worker with one round trip.",
    buckets: waitBuckets,
  });
  const running = transactions.labels("running");
  const waiting = transactions.labels("waiting");
  running.set(0);
  waiting.set(0);
  return {
    asked: () => waiting.inc(),
    got(seconds) {
      waiting.dec();
      running.inc();
      waited.observe(seconds);
    },
    failed: () => waiting.dec(),
    ended: () => running.dec(),
  };
}
