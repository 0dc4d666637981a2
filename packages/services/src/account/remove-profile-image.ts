import { profileImages } from "@portcullis/db/schema/profile-images";
import { withTenant } from "@portcullis/db/tenant";
import type { AccountMe } from "@portcullis/domain/account";
import { and, eq } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { changeProfile } from "../internal/change-profile.ts";
import { lockSelf } from "../internal/lock-self.ts";
import { readMe } from "./read-me.ts";

/** Takes one's own image away. Where there is none, nothing happens. @throws {DomainError} UNAUTHORIZED */
export async function removeProfileImage(ctx: ServiceContext): Promise<AccountMe> {
  await withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const actor = await lockSelf(tx, ctx);
    await tx
      .delete(profileImages)
      .where(and(eq(profileImages.tenantId, tx.tenantId), eq(profileImages.userId, actor.id)));
    await changeProfile(tx, actor, actor.id, { image: null });
  });
  return readMe(ctx);
}
