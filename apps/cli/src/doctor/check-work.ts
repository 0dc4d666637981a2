import { error, type Finding, ok, warning } from "@portcullis/db/doctor/finding";
import type { PlatformCounts } from "@portcullis/domain/platform-counts";

/** Seconds after which a cascade that nobody finishes, or a word that no gateway gave, is no passing delay any more. */
const lateAfter = 60;

/** What is being carried through, over all tenants: whether somebody carries it. */
export function checkWork({
  cascades,
  gateways,
  confirmations,
  invitations,
  auditLog,
}: PlatformCounts): readonly Finding[] {
  return [
    cascades.running > 0 && cascades.oldestRunningSeconds > lateAfter
      ? error(
          `A change has not been applied to all its devices for ${minutes(cascades.oldestRunningSeconds)}`,
          "Check whether a worker runs, and read its log. Access that was taken away has ended nevertheless: the gateways do not wait for the worker.",
        )
      : ok(`${cascades.running} changes are being applied to devices`),
    cascades.parked > 0
      ? warning(
          `${cascades.parked} changes are parked after eight failed attempts`,
          "Open them in the console under Activity: each shows why, and has a button to retry it.",
        )
      : ok("No change is parked"),
    gateways.silent > 0
      ? warning(
          `${gateways.silent} gateways are silent, the longest for ${minutes(gateways.longestSilenceSeconds)}`,
          "Settings → Gateways in the console shows which ones. Read their agents' logs.",
        )
      : ok(`${gateways.reporting} gateways report`),
    confirmations.open > 0 && confirmations.oldestSeconds > lateAfter
      ? error(
          `${confirmations.open} cut-offs are unconfirmed by a gateway, the oldest for ${minutes(confirmations.oldestSeconds)}`,
          "Assume that the gateway still lets those devices in until it confirms. The console's overview lists them: close or stop that gateway, or settle the changes manually.",
        )
      : confirmations.open > 0
        ? ok(`${confirmations.open} cut-offs wait for a gateway's confirmation, none for more than a minute`)
        : ok("No gateway has a cut-off to confirm; changes settled manually are not counted"),
    invitations.waiting > 0 && invitations.stalledSeconds > lateAfter
      ? warning(
          `${invitations.waiting} invitations are waiting to be mailed, and none was sent for ${minutes(invitations.stalledSeconds)}`,
          "The worker sends them: check whether one runs with SMTP_URL, MAIL_FROM and PUBLIC_URL, and read its log.",
        )
      : ok(
          invitations.waiting > 0
            ? `${invitations.waiting} invitations are being mailed`
            : "No invitation is waiting to be mailed",
        ),
    auditLog.oldestUnsealedSeconds > lateAfter
      ? warning(
          `An audit log entry has been waiting for its seal for ${minutes(auditLog.oldestUnsealedSeconds)}`,
          "The worker seals entries: check whether one runs, and read its log.",
        )
      : ok("The audit log is sealed"),
  ];
}

const minutes = (seconds: number) => (seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`);
