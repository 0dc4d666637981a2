import type { AuditEvent } from "@portcullis/domain/audit";
import type { AuditAction } from "@portcullis/domain/audit-action";
import type { Translate } from "#i18n/translator.ts";
import { namesOf, type Phrase, phrase } from "./phrase.ts";

/** What happened, in a plain sentence. */
export const eventSentence = (t: Translate, event: AuditEvent): Phrase =>
  phrase(t, `audit.event.${event.action}`, namesOf(t, event));

/** What several of in a row are told in one sentence; everything else is told one by one. */
const foldedActions = [
  "group.created",
  "user.created",
  "user.invited",
  "user.groups_changed",
  "session.revoked",
  "device.registered",
  "device.deactivated",
  "device.reactivated",
  "device.removed",
] as const satisfies readonly AuditAction[];
type FoldedAction = (typeof foldedActions)[number];

const isFolded = (action: AuditAction): action is FoldedAction => foldedActions.some((folded) => folded === action);

/** Several of the same, in one sentence. `isPart`: the list's page holds some of them, there may be more beside it. */
export function runSentence(t: Translate, event: AuditEvent, count: number, isPart: boolean): Phrase {
  const { action } = event;
  if (!isFolded(action)) throw new Error(`Nothing is told of several ${action} at once.`);
  const counted = t(isPart ? "audit.atLeast" : "audit.exactly", { count });
  return phrase(t, `audit.run.${action}`, { ...namesOf(t, event), count: counted });
}

/** Events that are told as one, newest first; most runs are a single event. */
export type Run = readonly [AuditEvent, ...AuditEvent[]];

/** Milliseconds between two events beyond which they are no longer one action. */
const gapMax = 10 * 60_000;

/** Folds what the same actor did to the same person's things, one after the other, into runs. */
export function foldRuns(events: readonly AuditEvent[]): Run[] {
  const runs: [AuditEvent, ...AuditEvent[]][] = [];
  for (const event of events) {
    const run = runs.at(-1);
    if (run && continues(run[run.length - 1] ?? run[0], event)) run.push(event);
    else runs.push([event]);
  }
  return runs;
}

function continues(later: AuditEvent, earlier: AuditEvent): boolean {
  return (
    isFolded(earlier.action) &&
    earlier.action === later.action &&
    earlier.actor.kind === later.actor.kind &&
    earlier.actor.id === later.actor.id &&
    earlier.cascadeId === later.cascadeId &&
    (earlier.action === "user.created" || earlier.subject?.id === later.subject?.id) &&
    Date.parse(later.at) - Date.parse(earlier.at) <= gapMax
  );
}
