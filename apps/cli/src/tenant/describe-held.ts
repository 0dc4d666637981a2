import type { HeldTenant } from "@portcullis/services/tenant/hold-restored";

/** What was done to a tenant after a restore, and who may end it; undefined: it was done before. */
export function describeHeld(slug: string, held: HeldTenant | undefined): string {
  if (!held) return `${slug}: is held already.`;
  const { owner, newestEntry, sessions, links, gatewayTokens, postureTokens } = held;
  const age = newestEntry ? `its audit log ends at ${newestEntry.toISOString()}` : "its audit log is empty";
  return `${slug}: held; ${age}. Ended: ${sessions} sessions, ${links} links, the tokens of ${gatewayTokens} gateways and ${postureTokens} devices. ${owner} may sign in and release it.`;
}
