import { setTimeout as sleep } from "node:timers/promises";
import { invitationProgressOf } from "@portcullis/api/invitation/get-sending-invitations";
import type { OperatorContext } from "@portcullis/api/tenant/operator";
import type { InvitationProgress } from "@portcullis/domain/invitation-run";
import { toDate } from "@portcullis/domain/timestamp";

/** Milliseconds between two looks. */
const pollIntervalMs = 1_000;
/** Looks without any movement after which somebody should see what is wrong. */
const stillAfter = 60;
/** Where the output is a log: mails between two lines. */
const loggedEvery = 1_000;

/** "1,200" */
export const wholeNumber = (many: number) => many.toLocaleString("en");

/** "1,200 of 20,000 sent, 3 passed over." */
export function progressSentence({ total, sent, passedOver, failed, pausedUntil }: InvitationProgress): string {
  const passed = passedOver > 0 ? `, ${wholeNumber(passedOver)} skipped` : "";
  const missed = failed > 0 ? `, ${wholeNumber(failed)} refused by the mail server` : "";
  const at = pausedUntil === null ? undefined : toDate(pausedUntil).toTimeString().slice(0, 5);
  const pause = at === undefined ? "" : ` The hourly mail limit is reached; the worker continues at ${at}.`;
  return `${wholeNumber(sent)} of ${wholeNumber(total)} sent${passed}${missed}.${pause}`;
}

/** Shows how far the worker is until a run is over, or until Ctrl-C: the worker goes on all the same. */
export async function followInvitations(slug: string, ctx: OperatorContext, runId: string): Promise<void> {
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  process.once("SIGINT", interrupt);
  try {
    const last = await follow(ctx, runId, interrupted.signal);
    if (last) console.log(last);
    if (interrupted.signal.aborted) console.log(`The worker continues: tenant:invitations ${slug} shows its progress.`);
  } finally {
    process.off("SIGINT", interrupt);
  }
}

async function follow(ctx: OperatorContext, runId: string, signal: AbortSignal): Promise<string | undefined> {
  let [shown, still, before, saidPause] = [0, 0, -1, ""];
  for (;;) {
    const progress = await invitationProgressOf(ctx, runId);
    if (!progress) return undefined;
    const text = progressSentence(progress);
    const { waiting, sent, pausedUntil } = progress;
    if (waiting === 0 || signal.aborted) {
      show("");
      return text;
    }
    still = waiting === before && !pausedUntil ? still + 1 : 0;
    before = waiting;
    show(text);
    const pause = pausedUntil ?? "";
    if (!process.stderr.isTTY && (sent >= shown + loggedEvery || (pause !== "" && pause !== saidPause))) {
      shown = sent;
      saidPause = pause;
      console.log(text);
    }
    if (still === stillAfter) {
      show("");
      console.log(
        "No mail was sent for a minute: check with doctor that a worker runs with SMTP_URL, MAIL_FROM and PUBLIC_URL.",
      );
    }
    await sleep(pollIntervalMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Whoever reads along sees one line that changes; a log does not fill with it. */
function show(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
}
