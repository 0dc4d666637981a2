import type { InternalCaller } from "@portcullis/api/internal-router";
import { Gauge, register } from "prom-client";

type Counts = Awaited<ReturnType<InternalCaller["watch"]["counts"]>>;

/** Milliseconds for which an answer serves: however many ask, the database is asked this often at most. */
const freshMs = 5_000;

/**
 * Counts over all tenants, read at each scrape and the same in every worker: use the largest, not the sum. If the database
 * cannot be queried they are left out rather than stale, and `portcullis_counts_up` is 0.
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
    help: "1 if the counts over all tenants could be read from the database.",
    registers: [],
    async collect() {
      this.set((await ask()) ? 1 : 0);
    },
  });
  register.registerMetric(up);
  gauge(
    "portcullis_cascades",
    "Unfinished cascades by state: running; postponed after a failure (counted in running too); parked until somebody retries.",
    ({ cascades: { running, postponed, parked } }) => ({ running, postponed, parked }),
  );
  gauge("portcullis_cascades_oldest_seconds", "Age of the oldest unfinished cascade.", ({ cascades }) => ({
    running: cascades.oldestRunningSeconds,
    parked: cascades.oldestParkedSeconds,
  }));
  gauge(
    "portcullis_gateways",
    "Gateways by state: new (never reported), reporting, silent (reported before, not lately).",
    ({ gateways: { new: never, reporting, silent } }) => ({ new: never, reporting, silent }),
  );
  gauge(
    "portcullis_gateway_silence_seconds",
    "Seconds since the last report of the gateway that has been silent for longest.",
    ({ gateways }) => ({ longest: gateways.longestSilenceSeconds }),
  );
  gauge(
    "portcullis_gateway_confirmations",
    "Confirmations that gateways have yet to give: that access which a change took away is off their interface.",
    ({ confirmations: { open } }) => ({ open }),
  );
  gauge(
    "portcullis_gateway_confirmations_oldest_seconds",
    "Age of the oldest confirmation that a gateway has yet to give.",
    ({ confirmations }) => ({
      open: confirmations.oldestSeconds,
    }),
  );
  gauge(
    "portcullis_invitations",
    "Invitations from operators' imports that wait for the worker to mail them.",
    ({ invitations: { waiting } }) => ({ waiting }),
  );
  gauge(
    "portcullis_invitations_stalled_seconds",
    "Seconds for which no waiting invitation was processed although one could be.",
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
