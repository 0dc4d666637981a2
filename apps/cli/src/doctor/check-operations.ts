import { error, type Finding, ok, warning } from "@portcullis/db/doctor/finding";
import type { PlatformCounts } from "@portcullis/domain/platform-counts";

/** Seconds after which an unfinished cascade or a missing gateway confirmation counts as overdue. */
const overdueAfterSeconds = 60;

/** Whether pending work of all tenants is done in time: changes, confirmations, invitations and seals. */
export function checkOperations({
  cascades,
  gateways,
  confirmations,
  invitations,
  auditLog,
}: PlatformCounts): readonly Finding[] {
  return [
    cascades.running > 0 && cascades.oldestRunningSeconds > overdueAfterSeconds
      ? error(
          `A change has not been applied to all its devices for ${minutes(cascades.oldestRunningSeconds)}`,
          "Check whether a worker runs, and read its log. Access that was taken away has ended nevertheless: the gateways do not wait for the worker.",
        )
      : ok(`${counted(cascades.running, "change")} being applied to devices`),
    cascades.parked > 0
      ? warning(
          `${counted(cascades.parked, "change")} parked after eight failed attempts`,
          "Open them in the console under Activity: each shows why, and has a button to retry it.",
        )
      : ok("No change is parked"),
    gateways.silent > 0
      ? warning(
          `${counted(gateways.silent, "gateway")} silent, the longest for ${minutes(gateways.longestSilenceSeconds)}`,
          "Settings → Gateways in the console shows which ones. Read their agents' logs.",
        )
      : ok(`${counted(gateways.reporting, "gateway")} reporting`),
    confirmations.open > 0 && confirmations.oldestSeconds > overdueAfterSeconds
      ? error(
          `${counted(confirmations.open, "cut-off")} unconfirmed by a gateway, the oldest for ${minutes(confirmations.oldestSeconds)}`,
          "Assume that the gateway still lets those devices in until it confirms. The console's overview lists them: close or stop that gateway, or settle the changes manually.",
        )
      : confirmations.open > 0
        ? ok(
            `${counted(confirmations.open, "cut-off")} waiting for a gateway's confirmation, none for more than a minute`,
          )
        : ok("No gateway has a cut-off to confirm; changes settled manually are not counted"),
    invitations.waiting > 0 && invitations.stalledSeconds > overdueAfterSeconds
      ? warning(
          `${counted(invitations.waiting, "invitation")} waiting to be mailed, and none was sent for ${minutes(invitations.stalledSeconds)}`,
          "The worker sends them: check whether one runs with SMTP_URL, MAIL_FROM and PUBLIC_URL, and read its log.",
        )
      : ok(
          invitations.waiting > 0
            ? `${counted(invitations.waiting, "invitation")} being mailed`
            : "No invitation is waiting to be mailed",
        ),
    auditLog.oldestUnsealedSeconds > overdueAfterSeconds
      ? warning(
          `An audit log entry has been waiting for its seal for ${minutes(auditLog.oldestUnsealedSeconds)}`,
          "The worker seals entries: check whether one runs, and read its log.",
        )
      : ok("The audit log is sealed"),
  ];
}

const counted = (count: number, noun: string) => (count === 1 ? `1 ${noun} is` : `${count} ${noun}s are`);

const minutes = (seconds: number) => (seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`);
