import type { AuditEvent } from "@portcullis/domain/audit";
import type { AuditAction } from "@portcullis/domain/audit-action";
import { isRecordedRefusal, type RecordedRefusal } from "@portcullis/domain/refusal";
import { actorOf, isOwn, ofSubject, person, subjectOf, theDevice, thing } from "./naming.ts";
import { type Phrase, say } from "./phrase.ts";

const sentences: Readonly<Record<AuditAction, (event: AuditEvent) => Phrase>> = {
  "tenant.created": (event) => say`${actorOf(event)} created ${thing(event, "tenant")}`,
  "group.created": (event) => say`${actorOf(event)} created ${thing(event, "group")}`,
  "group.updated": (event) => say`${actorOf(event)} changed ${thing(event, "group")}`,
  "group.deleted": (event) => say`${actorOf(event)} deleted ${thing(event, "group")}`,
  "role.created": (event) => say`${actorOf(event)} created ${thing(event, "role")}`,
  "role.updated": (event) => say`${actorOf(event)} changed ${thing(event, "role")}`,
  "role.deleted": (event) => say`${actorOf(event)} deleted ${thing(event, "role")}`,
  "gateway.created": (event) => say`${actorOf(event)} added ${thing(event, "gateway")}`,
  "gateway.updated": (event) => say`${actorOf(event)} changed ${thing(event, "gateway")}`,
  "gateway.token_rotated": (event) => say`${actorOf(event)} rotated the token of ${thing(event, "gateway")}`,
  "gateway.closed": (event) =>
    say`${actorOf(event)} closed ${thing(event, "gateway")}: no device can connect through it`,
  "gateway.opened": (event) => say`${actorOf(event)} opened ${thing(event, "gateway")}`,
  "gateway.settled": (event) =>
    say`${actorOf(event)} settled by hand what ${thing(event, "gateway")} has not confirmed`,
  "gateway.removed": (event) => say`${actorOf(event)} removed ${thing(event, "gateway")}`,
  "tenant.updated": (event) => say`${actorOf(event)} changed the settings of ${thing(event, "tenant")}`,
  "tenant.posture_updated": (event) => say`${actorOf(event)} changed the posture rules of ${thing(event, "tenant")}`,
  "tenant.trail_pruned": (event) =>
    say`${actorOf(event)} removed the oldest part of the audit log of ${thing(event, "tenant")}`,
  "tenant.held": (event) => say`${actorOf(event)} restored a backup, and ${thing(event, "tenant")} is paused since`,
  "tenant.released": (event) => say`${actorOf(event)} resumed ${thing(event, "tenant")} after a restore`,
  "tenant.suspended": (event) => say`${actorOf(event)} suspended ${thing(event, "tenant")}`,
  "tenant.resumed": (event) => say`${actorOf(event)} resumed ${thing(event, "tenant")}`,
  "tenant.invitations_stopped": (event) => say`${actorOf(event)} stopped the invitations that waited to be mailed`,
  "tenant.ownership_offered": (event) => say`${actorOf(event)} offered ownership to ${subjectOf(event)}`,
  "tenant.ownership_offer_cancelled": (event) =>
    isOwn(event)
      ? say`${actorOf(event)} declined the ownership`
      : say`${actorOf(event)} withdrew the offer of ownership to ${subjectOf(event)}`,
  "tenant.ownership_transferred": (event) => say`${actorOf(event)} took over ownership from ${subjectOf(event)}`,
  "user.invited": (event) => say`${actorOf(event)} invited ${person(event.target, "a deleted person")}`,
  "user.invitation_resent": (event) => say`${actorOf(event)} invited ${person(event.target, "a deleted person")} again`,
  "user.invitation_revoked": (event) =>
    say`${actorOf(event)} revoked the invitation of ${person(event.target, "a deleted person")}`,
  "user.invitation_accepted": (event) => say`${actorOf(event)} accepted the invitation`,
  "user.roles_changed": (event) =>
    say`${actorOf(event)} changed the roles of ${person(event.target, "a deleted person")}`,
  "user.groups_changed": (event) =>
    say`${actorOf(event)} changed the groups of ${person(event.target, "a deleted person")}`,
  "user.device_limit_changed": (event) =>
    say`${actorOf(event)} changed the device limit of ${person(event.target, "a deleted person")}`,
  "user.password_changed": (event) => say`${actorOf(event)} changed their password`,
  "user.password_reset_requested": (event) =>
    say`${actorOf(event)} asked for a password reset${ofSubject(event, "for")}`,
  "user.password_reset": (event) => say`${actorOf(event)} chose a new password by a reset link`,
  "user.factor_added": (event) => say`${actorOf(event)} set up a second factor`,
  "user.factor_removed": (event) => say`${actorOf(event)} removed a second factor`,
  "user.factors_reset": (event) => say`${actorOf(event)} reset the second factors${ofSubject(event)}`,
  "user.recovery_codes_renewed": (event) => say`${actorOf(event)} created new recovery codes`,
  "user.second_factor_rested": (event) =>
    say`Too many wrong codes in a row for ${person(event.target, "a deleted person")}: the authenticator app is blocked for a while`,
  "user.access_recovered": (event) =>
    say`${actorOf(event)} gave the owner ${person(event.target, "a deleted person")} a new password and removed the second factors`,
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
  "device.approved": (event) => say`${actorOf(event)} approved ${theDevice(event)}${ofSubject(event)}`,
  "device.key_rotated": (event) => say`${actorOf(event)} changed the key of ${theDevice(event)}${ofSubject(event)}`,
  "device.handed_over": (event) => say`${actorOf(event)} handed ${theDevice(event)} to ${subjectOf(event)}`,
  "device.deactivated": (event) => say`${actorOf(event)} switched off ${theDevice(event)}${ofSubject(event)}`,
  "device.reactivated": (event) => say`${actorOf(event)} switched on ${theDevice(event)}${ofSubject(event)}`,
  "device.reported_lost": (event) => say`${actorOf(event)} reported ${theDevice(event)} lost`,
  "device.removed": (event) => say`${actorOf(event)} removed ${theDevice(event)}${ofSubject(event)}`,
  "device.posture_token_made": (event) =>
    say`${actorOf(event)} set up posture reports for ${theDevice(event)}${ofSubject(event)}`,
  "device.posture_token_dropped": (event) =>
    say`${actorOf(event)} stopped posture reports of ${theDevice(event)}${ofSubject(event)}`,
  "device.posture_changed": (event) =>
    event.actor.kind === "worker"
      ? say`The last posture report of ${theDevice(event)}${ofSubject(event)} expired`
      : say`A report of ${theDevice(event)}${ofSubject(event)} shows that it ${complianceOf(event)}`,
  "user.change_refused": (event) => say`${actorOf(event)} was refused ${refused(event)}`,
  "cascade.failed": (event) => say`${actorOf(event)} could not switch all devices of ${subjectOf(event)} and stopped`,
  "cascade.retried": (event) => say`${actorOf(event)} sent the change of ${subjectOf(event)} on its way again`,
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
