import { profileImages } from "@portcullis/db/schema/profile-images";
import { withTenant } from "@portcullis/db/tenant";
import { accountMe } from "@portcullis/domain/account";
import { and, eq } from "drizzle-orm";
import { changeProfile } from "../internal/change-profile.ts";
import { lockSelf } from "../internal/lock-self.ts";
import { noInput, useCase } from "../kernel/use-case.ts";
import { readMe } from "./read-me.ts";

/** Takes one's own image away. Where there is none, nothing happens. @throws {DomainError} UNAUTHORIZED */
export const removeProfileImage = useCase(
  { access: { signedIn: true }, audit: "user.updated" },
  noInput,
  accountMe,
  async (ctx) => {
    await withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockSelf(tx, ctx);
      await tx
        .delete(profileImages)
        .where(and(eq(profileImages.tenantId, tx.tenantId), eq(profileImages.userId, actor.id)));
      await changeProfile(tx, actor, actor.id, { image: null });
    });
    return readMe(ctx);
  },
);
