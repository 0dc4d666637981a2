import type { InternalCaller } from "@portcullis/api/internal-router";
import { Gauge, register } from "prom-client";

type Counts = Awaited<ReturnType<InternalCaller["watch"]["counts"]>>;

/** Milliseconds for which an answer serves: however many ask, the database is asked this often at most. */
const freshMs = 5_000;

/**
 * How all tenants together stand. Asked when somebody looks; where the database cannot be asked, the figures are left out
 * rather than shown as they were, and `portcullis_counts_up` says so. Every worker shows the same: take the largest, not the sum.
 */
export function countMetrics(readCounts: () => Promise<Counts>): void {
  const ask = kept(readCounts);
  const gauge = (name: string, help: string, of: (counts: Counts) => Readonly<Record<string, number>>) =>
    new Gauge({
      name,
      help,
      labelNames: ["state"] as const,
      async collect() {
        this.reset();
        const counts = await ask();
        for (const [state, value] of Object.entries(counts ? of(counts) : {})) this.labels(state).set(value);
      },
    });

  const up = new Gauge({
    name: "portcullis_counts_up",
    help: "1 where the figures over all tenants could be asked for.",
    registers: [],
    async collect() {
      this.set((await ask()) ? 1 : 0);
    },
  });
  register.registerMetric(up);
  gauge(
    "portcullis_cascades",
    "Cascades that are not finished: running, of those postponed after a failure, and parked until somebody retries.",
    ({ cascades: { running, postponed, parked } }) => ({ running, postponed, parked }),
  );
  gauge("portcullis_cascades_oldest_seconds", "Age of the oldest cascade that is not finished.", ({ cascades }) => ({
    running: cascades.oldestRunningSeconds,
    parked: cascades.oldestParkedSeconds,
  }));
  gauge(
    "portcullis_gateways",
    "Gateways by how they are heard: new never were, silent lately not.",
    ({ gateways: { new: never, reporting, silent } }) => ({ new: never, reporting, silent }),
  );
  gauge(
    "portcullis_gateway_silence_seconds",
    "Time since the last report of the gateway that was heard longest ago.",
    ({ gateways }) => ({ longest: gateways.longestSilenceSeconds }),
  );
  gauge(
    "portcullis_gateway_confirmations",
    "Words that gateways owe: that what a change took away is off their interface.",
    ({ confirmations: { open } }) => ({ open }),
  );
  gauge("portcullis_gateway_confirmations_oldest_seconds", "Age of the oldest of them.", ({ confirmations }) => ({
    open: confirmations.oldestSeconds,
  }));
  gauge(
    "portcullis_invitations",
    "Invitations of operators' imports that wait for the worker to mail them.",
    ({ invitations: { waiting } }) => ({ waiting }),
  );
  gauge(
    "portcullis_invitations_stalled_seconds",
    "Time for which no waiting invitation was dealt with although one could be.",
    ({ invitations }) => ({ waiting: invitations.stalledSeconds }),
  );
  gauge(
    "portcullis_trail_unsealed_oldest_seconds",
    "Age of the oldest audit event that no seal covers.",
    ({ auditLog }) => ({
      unsealed: auditLog.oldestUnsealedSeconds,
    }),
  );
}

/** One question for all gauges of a look; what fails is undefined, and asked again by the next look. */
function kept(readCounts: () => Promise<Counts>): () => Promise<Counts | undefined> {
  let asked: Promise<Counts | undefined> | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (!asked || now - askedAt >= freshMs) {
      askedAt = now;
      asked = readCounts().catch(() => undefined);
    }
    return asked;
  };
}
