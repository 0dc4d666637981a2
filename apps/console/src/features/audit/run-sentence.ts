import type { AuditEvent } from "@portcullis/domain/audit";
import type { AuditAction } from "@portcullis/domain/audit-action";
import { actorOf, isOwn, ofSubject } from "./naming.ts";
import { type Phrase, phrase } from "./phrase.ts";

type RunSentence = (event: AuditEvent, count: string) => Phrase;

/** How several of the same are told in one sentence; everything else is told one by one. */
const sentences: Readonly<Partial<Record<AuditAction, RunSentence>>> = {
  "group.created": (event, count) => phrase`${actorOf(event)} created ${count} groups`,
  "user.created": (event, count) => phrase`${actorOf(event)} added ${count} people`,
  "user.invited": (event, count) => phrase`${actorOf(event)} invited ${count} people`,
  "user.groups_changed": (event, count) => phrase`${actorOf(event)} changed the groups of ${count} people`,
  "session.revoked": (event, count) =>
    phrase`${actorOf(event)} ended ${count} sessions${isOwn(event) ? " of their own" : ofSubject(event)}`,
  "device.registered": (event, count) => phrase`${actorOf(event)} added ${count} devices${ofSubject(event, "for")}`,
  "device.deactivated": (event, count) => phrase`${actorOf(event)} switched off ${count} devices${ofSubject(event)}`,
  "device.reactivated": (event, count) => phrase`${actorOf(event)} switched on ${count} devices${ofSubject(event)}`,
  "device.removed": (event, count) => phrase`${actorOf(event)} removed ${count} devices${ofSubject(event)}`,
};

/** Whether several of these in a row are told as one. */
export const isFolded = (action: AuditAction) => sentences[action] !== undefined;

/** Several of the same, in one sentence. `isPart`: the list's page holds some of them, there may be more beside it. */
export function runSentence(event: AuditEvent, count: number, isPart: boolean): Phrase {
  const sentence = sentences[event.action];
  if (!sentence) throw new Error(`Nothing is told of several ${event.action} at once.`);
  return sentence(event, `${isPart ? "at least " : ""}${count.toLocaleString("en")}`);
}
