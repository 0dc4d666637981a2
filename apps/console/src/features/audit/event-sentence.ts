import type { AuditEvent } from "@portcullis/domain/audit";
import type { AuditAction } from "@portcullis/domain/audit-action";
import { isRecordedRefusal, type RecordedRefusal } from "@portcullis/domain/refusal";
import { actorOf, isOwn, ofSubject, type Phrase, person, phrase, subjectOf, theDevice, thing } from "./phrase.ts";

const sentences: Readonly<Record<AuditAction, (event: AuditEvent) => Phrase>> = {
  "tenant.created": (event) => phrase`${actorOf(event)} created ${thing(event, "tenant")}`,
  "group.created": (event) => phrase`${actorOf(event)} created ${thing(event, "group")}`,
  "group.updated": (event) => phrase`${actorOf(event)} changed ${thing(event, "group")}`,
  "group.deleted": (event) => phrase`${actorOf(event)} deleted ${thing(event, "group")}`,
  "role.created": (event) => phrase`${actorOf(event)} created ${thing(event, "role")}`,
  "role.updated": (event) => phrase`${actorOf(event)} changed ${thing(event, "role")}`,
  "role.deleted": (event) => phrase`${actorOf(event)} deleted ${thing(event, "role")}`,
  "gateway.created": (event) => phrase`${actorOf(event)} added ${thing(event, "gateway")}`,
  "gateway.updated": (event) => phrase`${actorOf(event)} changed ${thing(event, "gateway")}`,
  "gateway.token_rotated": (event) => phrase`${actorOf(event)} rotated the token of ${thing(event, "gateway")}`,
  "gateway.closed": (event) =>
    phrase`${actorOf(event)} closed ${thing(event, "gateway")}: no device can connect through it`,
  "gateway.opened": (event) => phrase`${actorOf(event)} opened ${thing(event, "gateway")}`,
  "gateway.settled": (event) =>
    phrase`${actorOf(event)} settled by hand what ${thing(event, "gateway")} has not confirmed`,
  "gateway.removed": (event) => phrase`${actorOf(event)} removed ${thing(event, "gateway")}`,
  "tenant.updated": (event) => phrase`${actorOf(event)} changed the settings of ${thing(event, "tenant")}`,
  "tenant.posture_updated": (event) => phrase`${actorOf(event)} changed the posture rules of ${thing(event, "tenant")}`,
  "tenant.trail_pruned": (event) =>
    phrase`${actorOf(event)} removed the oldest part of the audit log of ${thing(event, "tenant")}`,
  "tenant.held": (event) => phrase`${actorOf(event)} restored a backup, and ${thing(event, "tenant")} is paused since`,
  "tenant.released": (event) => phrase`${actorOf(event)} resumed ${thing(event, "tenant")} after a restore`,
  "tenant.suspended": (event) => phrase`${actorOf(event)} suspended ${thing(event, "tenant")}`,
  "tenant.resumed": (event) => phrase`${actorOf(event)} resumed ${thing(event, "tenant")}`,
  "tenant.invitations_stopped": (event) => phrase`${actorOf(event)} stopped the invitations that waited to be mailed`,
  "tenant.ownership_offered": (event) => phrase`${actorOf(event)} offered ownership to ${subjectOf(event)}`,
  "tenant.ownership_offer_cancelled": (event) =>
    isOwn(event)
      ? phrase`${actorOf(event)} declined the ownership`
      : phrase`${actorOf(event)} withdrew the offer of ownership to ${subjectOf(event)}`,
  "tenant.ownership_transferred": (event) => phrase`${actorOf(event)} took over ownership from ${subjectOf(event)}`,
  "user.invited": (event) => phrase`${actorOf(event)} invited ${person(event.target, "a deleted person")}`,
  "user.invitation_resent": (event) =>
    phrase`${actorOf(event)} invited ${person(event.target, "a deleted person")} again`,
  "user.invitation_revoked": (event) =>
    phrase`${actorOf(event)} revoked the invitation of ${person(event.target, "a deleted person")}`,
  "user.invitation_accepted": (event) => phrase`${actorOf(event)} accepted the invitation`,
  "user.roles_changed": (event) =>
    phrase`${actorOf(event)} changed the roles of ${person(event.target, "a deleted person")}`,
  "user.groups_changed": (event) =>
    phrase`${actorOf(event)} changed the groups of ${person(event.target, "a deleted person")}`,
  "user.device_limit_changed": (event) =>
    phrase`${actorOf(event)} changed the device limit of ${person(event.target, "a deleted person")}`,
  "user.password_changed": (event) => phrase`${actorOf(event)} changed their password`,
  "user.password_reset_requested": (event) =>
    phrase`${actorOf(event)} asked for a password reset${ofSubject(event, "for")}`,
  "user.password_reset": (event) => phrase`${actorOf(event)} chose a new password by a reset link`,
  "user.factor_added": (event) => phrase`${actorOf(event)} set up a second factor`,
  "user.factor_removed": (event) => phrase`${actorOf(event)} removed a second factor`,
  "user.factors_reset": (event) => phrase`${actorOf(event)} reset the second factors${ofSubject(event)}`,
  "user.recovery_codes_renewed": (event) => phrase`${actorOf(event)} created new recovery codes`,
  "user.second_factor_rested": (event) =>
    phrase`Too many wrong codes in a row for ${person(event.target, "a deleted person")}: the authenticator app is blocked for a while`,
  "user.access_recovered": (event) =>
    phrase`${actorOf(event)} gave the owner ${person(event.target, "a deleted person")} a new password and removed the second factors`,
  "user.created": (event) => phrase`${actorOf(event)} added ${person(event.target, "a deleted person")}`,
  "user.updated": (event) =>
    isOwn(event)
      ? phrase`${actorOf(event)} edited their own profile`
      : phrase`${actorOf(event)} edited the profile of ${person(event.target, "a deleted person")}`,
  "user.deactivated": (event) => phrase`${actorOf(event)} deactivated ${person(event.target, "a deleted person")}`,
  "user.reactivated": (event) => phrase`${actorOf(event)} reactivated ${person(event.target, "a deleted person")}`,
  "user.deleted": (event) => phrase`${actorOf(event)} deleted ${person(event.target, "a person")}`,
  "user.signed_in": (event) => phrase`${actorOf(event)} signed in`,
  "user.sign_in_failed": (event) =>
    event.target.id === null
      ? phrase`A sign-in with an unknown e-mail failed`
      : phrase`A sign-in as ${person(event.target, "a deleted person")} failed`,
  "user.signed_out": (event) => phrase`${actorOf(event)} signed out`,
  "session.revoked": (event) =>
    phrase`${actorOf(event)} ended a session ${isOwn(event) ? "of their own" : phrase`of ${subjectOf(event)}`}`,
  "device.registered": (event) => phrase`${actorOf(event)} added ${theDevice(event)}${ofSubject(event, "for")}`,
  "device.renamed": (event) => phrase`${actorOf(event)} renamed ${theDevice(event)}${ofSubject(event)}`,
  "device.approved": (event) => phrase`${actorOf(event)} approved ${theDevice(event)}${ofSubject(event)}`,
  "device.key_rotated": (event) => phrase`${actorOf(event)} changed the key of ${theDevice(event)}${ofSubject(event)}`,
  "device.handed_over": (event) => phrase`${actorOf(event)} handed ${theDevice(event)} to ${subjectOf(event)}`,
  "device.deactivated": (event) => phrase`${actorOf(event)} switched off ${theDevice(event)}${ofSubject(event)}`,
  "device.reactivated": (event) => phrase`${actorOf(event)} switched on ${theDevice(event)}${ofSubject(event)}`,
  "device.reported_lost": (event) => phrase`${actorOf(event)} reported ${theDevice(event)} lost`,
  "device.removed": (event) => phrase`${actorOf(event)} removed ${theDevice(event)}${ofSubject(event)}`,
  "device.posture_token_made": (event) =>
    phrase`${actorOf(event)} set up posture reports for ${theDevice(event)}${ofSubject(event)}`,
  "device.posture_token_dropped": (event) =>
    phrase`${actorOf(event)} stopped posture reports of ${theDevice(event)}${ofSubject(event)}`,
  "device.posture_changed": (event) =>
    event.actor.kind === "worker"
      ? phrase`The last posture report of ${theDevice(event)}${ofSubject(event)} expired`
      : phrase`A report of ${theDevice(event)}${ofSubject(event)} shows that it ${complianceOf(event)}`,
  "user.change_refused": (event) => phrase`${actorOf(event)} was refused ${refused(event)}`,
  "cascade.failed": (event) =>
    phrase`${actorOf(event)} could not switch all devices of ${subjectOf(event)} and stopped`,
  "cascade.retried": (event) => phrase`${actorOf(event)} sent the change of ${subjectOf(event)} on its way again`,
};

const refusals: Readonly<Record<RecordedRefusal, string>> = {
  permission_missing: "a change that needs a permission they lack",
  privilege_ceiling: "a change of somebody who has more permissions, or of something of theirs",
  owner_protected: "a change of the owner, or of something of the owner's",
  self_protected: "a change of their own account that only others may make",
};

function refused({ details }: AuditEvent): string {
  const reason = details?.reason ?? "";
  return isRecordedRefusal(reason) ? refusals[reason] : "a change";
}

/** How a device stands to the rules after its report. */
function complianceOf({ details }: AuditEvent): string {
  switch (details?.after?.["compliance"]) {
    case "compliant":
      return "complies with the rules";
    case "non_compliant":
      return "does not comply with the rules";
    default:
      return "has another compliance";
  }
}

/** What happened, in a plain sentence. */
export function eventSentence(event: AuditEvent): Phrase {
  return sentences[event.action](event);
}

type RunSentence = (event: AuditEvent, count: string) => Phrase;

/** How several of the same are told in one sentence; everything else is told one by one. */
const runSentences: Readonly<Partial<Record<AuditAction, RunSentence>>> = {
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
const isFolded = (action: AuditAction) => runSentences[action] !== undefined;

/** Several of the same, in one sentence. `isPart`: the list's page holds some of them, there may be more beside it. */
export function runSentence(event: AuditEvent, count: number, isPart: boolean): Phrase {
  const sentence = runSentences[event.action];
  if (!sentence) throw new Error(`Nothing is told of several ${event.action} at once.`);
  return sentence(event, `${isPart ? "at least " : ""}${count.toLocaleString("en")}`);
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
    later.at.getTime() - earlier.at.getTime() <= gapMax
  );
}
