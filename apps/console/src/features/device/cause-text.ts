import type { AccessCause, ExplainedCause } from "@portcullis/domain/access-explanation";
import { checkNames } from "./device-text.ts";

/** What each cause is called; those of a device follow its name where the line is about its user. */
const phrases: Readonly<Record<AccessCause, string>> = {
  tenant_suspended: "the tenant is suspended",
  tenant_held: "the tenant is paused after a restore",
  user_deactivated: "deactivated",
  user_imported_inactive: "imported as suspended",
  invitation_open: "the invitation is not accepted yet, invited",
  invitation_expired: "the invitation has expired, invited",
  not_invited: "not invited, added",
  no_device: "no device",
  device_limit: "the device limit is 0",
  device_deactivated: "deactivated",
  device_reported_lost: "reported lost",
  device_deactivated_with_user: "deactivated with its user",
  device_not_approved: "waiting for approval, added",
  posture_failing: "does not comply",
  posture_unknown: "its posture is not known",
  key_of_gateway: "has the public key of a gateway",
  no_gateway: "there is no gateway",
  gateways_closed: "every gateway is closed",
  gateways_never_reported: "no gateway has reported yet",
  gateways_silent: "all gateways are silent",
};

/** The same of a user, where the line is about a device of theirs. */
const phrasesOfDevice: Partial<Record<AccessCause, string>> = {
  user_deactivated: "its user was deactivated",
  user_imported_inactive: "its user was imported as suspended",
};

/** One cause as a line: "deactivated by Olivia Berg, 3 Nov, left the company". @param day how a moment is said */
export function causeText(
  cause: ExplainedCause,
  { day, ofUser }: { readonly day: (at: Date) => string; readonly ofUser: boolean },
): string {
  const { at, by, reason, device } = cause;
  const what = (ofUser ? undefined : phrasesOfDevice[cause.cause]) ?? detailed(cause);
  const removed = cause.cause === "no_gateway" && by ? ", the last was removed" : "";
  const phrase = `${ofUser && device ? `${device.name}: ` : ""}${what}${removed}${by ? ` by ${actorName(by)}` : ""}`;
  return [phrase, at && `${sincePrefix(cause)}${day(at)}`, reason].filter(Boolean).join(", ");
}

function detailed({ cause, failing, gateways }: ExplainedCause): string {
  const names = gateways.map(({ name }) => name).join(", ");
  if (cause === "posture_failing" && failing.length > 0) return `does not comply: ${failing.map(checkName).join(", ")}`;
  if (cause === "key_of_gateway") return `has the public key of the gateway ${names}`;
  if (cause === "gateways_silent") return `no gateway reports (${names})`;
  return phrases[cause];
}

const checkName = (check: string) => (check in checkNames ? checkNames[check as keyof typeof checkNames] : check);

function sincePrefix({ cause }: ExplainedCause): string {
  if (cause === "gateways_silent") return "last heard ";
  return cause === "posture_failing" || cause === "posture_unknown" ? "last report " : "";
}

function actorName({ kind, name, email }: NonNullable<ExplainedCause["by"]>): string {
  if (kind === "operator") return "the operator";
  if (kind === "worker") return "the worker";
  return name ?? email ?? "a deleted person";
}
