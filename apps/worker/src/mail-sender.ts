import type { InternalCaller } from "@portcullis/api/internal-router";
import { wakeUpSignal } from "@portcullis/runtime/wake-up-signal";
import { databaseLine, type LineParts } from "./database-connection.ts";

export interface MailSender {
  /** False while the database cannot be asked. */
  readonly isHealthy: () => boolean;
  /** Ends after the mails in hand. */
  readonly stop: () => Promise<void>;
}

interface MailSenderParts extends Omit<LineParts, "patienceMs"> {
  readonly caller: InternalCaller;
  /** Milliseconds that the mail server is left alone when it takes nothing, doubled up to `restMaxMs`. */
  readonly restMs?: number;
}

/** Between two looks, in milliseconds. */
const pollMs = 5_000;
/** Tenants of one look. */
const dueAtMost = 100;
/** Mails on their way at once, of one tenant, and how many it gets before the next tenant's turn. */
const concurrency = 2;
const portion = 10;
/** Mails that are refused one after the other: then it is the server, not the people. */
const failuresMax = 5;
const restMaxMs = 900_000;
/** A turn waits for the mail server as well: longer than that takes at most. */
const patienceMs = 180_000;

/**
 * Mails the invitations that wait, of all tenants in turn, as far as the hour's budget goes. It keeps no queue of its own that
 * a crash could lose.
 */
export function startMailSender(parts: MailSenderParts): MailSender {
  const { caller, log, restMs: restFirstMs = 60_000 } = parts;
  const stopping = new AbortController();
  const { notify, waitFor } = wakeUpSignal();
  const { ask, isHealthy } = databaseLine({ ...parts, patienceMs });
  let failures = 0;
  let restMs = restFirstMs;

  const isResting = () => failures >= failuresMax;

  /** Tells whether there may be more. */
  async function sendPortion(tenantId: string): Promise<boolean> {
    for (let turn = 0; turn < portion; turn++) {
      if (stopping.signal.aborted || isResting()) return false;
      const outcome = (await ask(caller.invitation.sendNext({ tenantId })))?.outcome;
      if (outcome) log.debug({ tenantId, outcome }, "invitation");
      if (outcome === "paused") log.info({ tenantId }, "the hourly mail limit is reached");
      if (outcome === "postponed")
        log.info({ tenantId }, "an address was mailed less than a minute ago and is postponed");
      if (outcome === "failed") failures++;
      if (outcome === "sent") {
        failures = 0;
        restMs = restFirstMs;
      }
      if (outcome === undefined || outcome === "idle" || outcome === "paused") return false;
    }
    return true;
  }

  async function poll(): Promise<boolean> {
    let hasMore = false;
    for (const tenantId of (await ask(caller.invitation.due({ limit: dueAtMost }))) ?? []) {
      const more = await Promise.all(Array.from({ length: concurrency }, () => sendPortion(tenantId)));
      hasMore = more.includes(true) || hasMore;
    }
    return hasMore;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      while (await poll());
      if (!isResting()) await waitFor(pollMs);
      else {
        log.warn(
          { seconds: restMs / 1000 },
          "the mail server accepted none of the last mails; pausing before the next attempt",
        );
        await waitFor(restMs);
        restMs = Math.min(restMaxMs, restMs * 2);
        // One more is tried: where it fails as well, the next rest begins.
        failures = failuresMax - 1;
      }
    }
  }

  const running = run();
  return {
    isHealthy,
    async stop() {
      stopping.abort();
      notify();
      await running;
    },
  };
}
