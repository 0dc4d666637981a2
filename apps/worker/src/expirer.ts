import type { InternalCaller } from "@portcullis/api/internal-router";
import type { LineParts } from "./database-connection.ts";
import { type Poll, startPoll } from "./poll.ts";

/** Between two looks, in milliseconds: how late a posture report's expiry is recorded. Access ends at its instant without this. */
const pollMs = 5_000;
/** Tenants of one look. */
const dueAtMost = 1_000;

/** Records the posture reports that expire, of all tenants, and has the gateways confirm what that took away. */
export function startExpirer(parts: LineParts & { readonly caller: InternalCaller }): Poll {
  const { posture } = parts.caller;
  const expire = async (tenantId: string) => (await posture.expire({ tenantId })).expired > 0;
  return startPoll({ pollMs, due: () => posture.due({ limit: dueAtMost }), work: expire }, parts);
}
