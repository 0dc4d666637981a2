import type { PausedTenant } from "@portcullis/api/tenant/pause-restored";

/** What was done to a tenant after a restore, and who may end it; undefined: it was done before. */
export function describePaused(slug: string, held: PausedTenant | undefined): string {
  if (!held) return `${slug}: is paused already.`;
  const { owner, newestEntry, sessions, links, gatewayTokens, postureTokens, bulkOperations } = held;
  const age = newestEntry ? `its audit log ends at ${newestEntry}` : "its audit log is empty";
  const waiting = bulkOperations > 0 ? ` ${bulkOperations} bulk operations that were under way wait for approval.` : "";
  return `${slug}: paused after the restore; ${age}. Ended: ${sessions} sessions, ${links} links, the tokens of ${gatewayTokens} gateways and ${postureTokens} devices.${waiting} Its owner ${owner} can sign in and resume it.`;
}
