import type { AuditEvent } from "@portcullis/domain/audit";
import type { AuditAction } from "@portcullis/domain/audit-action";
import { actorOf, isOwn, ofSubject, person, subjectOf, theDevice, thing } from "./naming.ts";
import { type Phrase, say } from "./phrase.ts";

const sentences: Readonly<Record<AuditAction, (event: AuditEvent) => Phrase>> = {
  "tenant.created": (event) => say`${actorOf(event)} created ${thing(event, "tenant")}`,
  "group.created": (event) => say`${actorOf(event)} created ${thing(event, "group")}`,
  "user.created": (event) => say`${actorOf(event)} added ${person(event.target, "a deleted person")}`,
  "user.updated": (event) =>
    isOwn(event)
      ? say`${actorOf(event)} edited their own profile`
      : say`${actorOf(event)} edited the profile of ${person(event.target, "a deleted person")}`,
  "user.deactivated": (event) => say`${actorOf(event)} deactivated ${person(event.target, "a deleted person")}`,
  "user.reactivated": (event) => say`${actorOf(event)} reactivated ${person(event.target, "a deleted person")}`,
  "user.deleted": (event) => say`${actorOf(event)} deleted ${person(event.target, "a person")}`,
  "user.signed_in": (event) => say`${actorOf(event)} signed in`,
  "user.sign_in_failed": (event) =>
    event.target.id === null
      ? say`A sign-in with an unknown e-mail failed`
      : say`A sign-in as ${person(event.target, "a deleted person")} failed`,
  "user.signed_out": (event) => say`${actorOf(event)} signed out`,
  "session.revoked": (event) =>
    say`${actorOf(event)} ended a session ${isOwn(event) ? "of their own" : say`of ${subjectOf(event)}`}`,
  "device.registered": (event) => say`${actorOf(event)} added ${theDevice(event)}${ofSubject(event, "for")}`,
  "device.renamed": (event) => say`${actorOf(event)} renamed ${theDevice(event)}${ofSubject(event)}`,
  "device.deactivated": (event) => say`${actorOf(event)} switched off ${theDevice(event)}${ofSubject(event)}`,
  "device.reactivated": (event) => say`${actorOf(event)} switched on ${theDevice(event)}${ofSubject(event)}`,
  "device.removed": (event) => say`${actorOf(event)} removed ${theDevice(event)}${ofSubject(event)}`,
  "cascade.failed": (event) => say`${actorOf(event)} could not switch all devices of ${subjectOf(event)} and stopped`,
  "cascade.retried": (event) => say`${actorOf(event)} sent the change of ${subjectOf(event)} on its way again`,
};

/** What happened, in a plain sentence. */
export function eventSentence(event: AuditEvent): Phrase {
  return sentences[event.action](event);
}
