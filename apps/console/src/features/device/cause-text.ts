import type { AccessCause, ExplainedCause } from "@portcullis/domain/access-explanation";
import type { Timestamp } from "@portcullis/domain/timestamp";
import type { Translate } from "#i18n/translator.ts";
import { checkNames } from "./device-text.ts";

/** What each cause is called; those of a device follow its name where the line is about its user. */
const phrases = (t: Translate): Readonly<Record<AccessCause, string>> => ({
  tenant_suspended: t("device.theTenantIsSuspended2"),
  tenant_held: t("device.theTenantIsPausedAfter"),
  user_deactivated: t("device.deactivated"),
  user_imported_inactive: t("device.importedAsSuspended"),
  invitation_open: t("device.theInvitationIsNotAccepted"),
  invitation_expired: t("device.theInvitationHasExpiredInvited"),
  not_invited: t("device.notInvitedAdded"),
  no_device: t("device.noDevice"),
  device_limit: t("device.theDeviceLimitIs0"),
  device_deactivated: t("device.deactivated"),
  device_reported_lost: t("device.reportedLost"),
  device_deactivated_with_user: t("device.deactivatedWithItsUser"),
  device_not_approved: t("device.waitingForApprovalAdded"),
  posture_failing: t("device.doesNotComply"),
  posture_unknown: t("device.itsPostureIsNotKnown"),
  key_of_gateway: t("device.hasThePublicKeyOf"),
  no_gateway: t("device.thereIsNoGateway"),
  gateways_closed: t("device.everyGatewayIsClosed"),
  gateways_never_reported: t("device.noGatewayHasReportedYet"),
  gateways_silent: t("device.allGatewaysAreSilent"),
});

/** The same of a user, where the line is about a device of theirs. */
const phrasesOfDevice = (t: Translate): Partial<Record<AccessCause, string>> => ({
  user_deactivated: t("device.itsUserWasDeactivated"),
  user_imported_inactive: t("device.itsUserWasImportedAs"),
});

/** One cause as a line: "deactivated by Olivia Berg, 3 Nov, left the company". @param day how a moment is said */
export function causeText(
  t: Translate,
  cause: ExplainedCause,
  { day, ofUser }: { readonly day: (at: Timestamp) => string; readonly ofUser: boolean },
): string {
  const { at, by, reason, device } = cause;
  const what = (ofUser ? undefined : phrasesOfDevice(t)[cause.cause]) ?? detailed(t, cause);
  const removed = cause.cause === "no_gateway" && by ? t("device.theLastWasRemoved") : "";
  const phrase = `${ofUser && device ? `${device.name}: ` : ""}${what}${removed}${by ? ` ${t("device.by", { actorName: actorName(t, by) })}` : ""}`;
  return [phrase, at && `${sincePrefix(t, cause)}${day(at)}`, reason].filter(Boolean).join(", ");
}

function detailed(t: Translate, { cause, failing, gateways }: ExplainedCause): string {
  const names = gateways.map(({ name }) => name).join(", ");
  if (cause === "posture_failing" && failing.length > 0)
    return t("device.doesNotComplyBy", { checks: failing.map((value) => checkName(t, value)).join(", ") });
  if (cause === "key_of_gateway") return t("device.hasThePublicKeyOf2", { names });
  if (cause === "gateways_silent") return t("device.noGatewayReports", { names });
  return phrases(t)[cause];
}

const checkName = (t: Translate, check: string) =>
  check in checkNames(t) ? checkNames(t)[check as keyof ReturnType<typeof checkNames>] : check;

function sincePrefix(t: Translate, { cause }: ExplainedCause): string {
  if (cause === "gateways_silent") return `${t("device.lastHeard")} `;
  return cause === "posture_failing" || cause === "posture_unknown" ? `${t("device.lastReport")} ` : "";
}

function actorName(t: Translate, { kind, name, email }: NonNullable<ExplainedCause["by"]>): string {
  if (kind === "operator") return t("device.theOperator");
  if (kind === "worker") return t("device.theWorker");
  return name ?? email ?? t("common.aDeletedPerson");
}
