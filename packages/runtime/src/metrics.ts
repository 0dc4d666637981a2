import { collectDefaultMetrics, Gauge, Histogram } from "prom-client";

/** Seconds of what people and programs wait for: a request, a statement, a connection. */
export const waitBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Seconds from a commit to its last effect: usually milliseconds, but a gateway that was away may take hours. */
export const cutOffBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600, 86_400];

/** What every process of Node can say: CPU, memory, open files, the lag of its event loop. Once in a process. */
export function collectProcessMetrics(): void {
  collectDefaultMetrics();
}

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
