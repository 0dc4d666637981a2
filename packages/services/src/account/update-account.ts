import { withTenant } from "@portcullis/db/tenant";
import type { AccountMe, UpdateAccount } from "@portcullis/domain/account";
import type { ServiceContext } from "../context.ts";
import { changeProfile } from "../internal/change-profile.ts";
import { lockSelf } from "../internal/lock-self.ts";
import { readMe } from "./read-me.ts";

/**
 * Changes one's own names. A call that changes nothing leaves no trace.
 * @throws {DomainError} UNAUTHORIZED · CONFLICT `stale_write` where `ifUpdatedAt` is not the stored one
 */
export async function updateAccount(ctx: ServiceContext, input: UpdateAccount): Promise<AccountMe> {
  await withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const actor = await lockSelf(tx, ctx);
    await changeProfile(tx, actor, actor.id, input);
  });
  return readMe(ctx);
}
