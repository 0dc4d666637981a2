import type { PausedTenant } from "@portcullis/api/tenant/pause-restored";

/** What was done to a tenant after a restore, and who may end it; undefined: it was done before. */
export function describePaused(slug: string, held: PausedTenant | undefined): string {
  if (!held) return `${slug}: is paused already.`;
  const { owner, newestEntry, sessions, links, gatewayTokens, postureTokens } = held;
  const age = newestEntry ? `its audit log ends at ${newestEntry}` : "its audit log is empty";
  return `${slug}: paused after the restore; ${age}. Ended: ${sessions} sessions, ${links} links, the tokens of ${gatewayTokens} gateways and ${postureTokens} devices. Its owner ${owner} can sign in and resume it.`;
}
