import { withTenant } from "@portcullis/db/tenant";
import { accountMe, updateAccount as updateAccountInput } from "@portcullis/domain/account";
import { lockSelf } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { changeProfile } from "../user/change-profile.ts";
import { readMe } from "./read-me.ts";

/**
 * Changes one's own names. A call that changes nothing leaves no trace.
 * @throws {DomainError} UNAUTHORIZED · CONFLICT `stale_write` where `ifUpdatedAt` is not the stored one
 */
export const updateAccount = useCase(
  { access: { signedIn: true }, audit: "user.updated" },
  updateAccountInput,
  accountMe,
  async (ctx, input) => {
    const { tenantId, userId } = ctx.principal;
    await withTenant(ctx.db, tenantId, (tx) => changeProfile(tx, () => lockSelf(tx, ctx), userId, input));
    return readMe(ctx);
  },
);
