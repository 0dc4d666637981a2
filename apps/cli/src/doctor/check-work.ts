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
          `A change has waited for ${minutes(cascades.oldestRunningSeconds)} to be carried through to its devices`,
          "See whether a worker runs, and what its log says. Access has ended all the same: the gateways do not wait for it.",
        )
      : ok(`${cascades.running} changes are being carried through`),
    cascades.parked > 0
      ? warning(
          `${cascades.parked} changes were given up after eight attempts`,
          "Open them in the console under Activity: each says why, and can be sent on its way again.",
        )
      : ok("No change was given up"),
    gateways.silent > 0
      ? warning(
          `${gateways.silent} gateways are silent, one for ${minutes(gateways.longestSilenceSeconds)}`,
          "See under Settings → Gateways which ones, and look at their agents' logs.",
        )
      : ok(`${gateways.reporting} gateways report`),
    confirmations.open > 0 && confirmations.oldestSeconds > lateAfter
      ? error(
          `${confirmations.open} cut-offs are not confirmed by a gateway, one for ${minutes(confirmations.oldestSeconds)}`,
          "Until it confirms, count on those devices being let in there. The console's overview lists them: close or stop that gateway, or settle them by hand.",
        )
      : confirmations.open > 0
        ? ok(`${confirmations.open} cut-offs are on their way to a gateway, none for more than a minute`)
        : ok("No gateway has a cut-off to confirm; what was settled by hand is not counted"),
    invitations.waiting > 0 && invitations.stalledSeconds > lateAfter
      ? warning(
          `${invitations.waiting} invitations wait to be mailed, and none was for ${minutes(invitations.stalledSeconds)}`,
          "The worker mails them: see whether one runs with SMTP_URL, MAIL_FROM and PUBLIC_URL, and what its log says.",
        )
      : ok(
          invitations.waiting > 0
            ? `${invitations.waiting} invitations are being mailed`
            : "No invitation waits to be mailed",
        ),
    auditLog.oldestUnsealedSeconds > lateAfter
      ? warning(
          `An entry of the audit log has waited for its seal for ${minutes(auditLog.oldestUnsealedSeconds)}`,
          "The worker seals: see whether one runs, and what its log says.",
        )
      : ok("The audit log is sealed"),
  ];
}

const minutes = (seconds: number) => (seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`);
