import { newId } from "@portcullis/db/ids";
import { profileImages } from "@portcullis/db/schema/profile-images";
import { withTenant } from "@portcullis/db/tenant";
import { accountMe } from "@portcullis/domain/account";
import { profileImagePath, setProfileImage as setProfileImageInput } from "@portcullis/domain/profile-image";
import { and, eq, sql } from "drizzle-orm";
import { changeProfile } from "../internal/change-profile.ts";
import { encodeProfileImage } from "../internal/encode-profile-image.ts";
import { lockSelf } from "../internal/lock-self.ts";
import { useCase } from "../kernel/use-case.ts";
import { readMe } from "./read-me.ts";

/**
 * Puts an uploaded image in the place of one's own, re-encoded; the one before is gone. The same one again changes nothing.
 * @throws {DomainError} UNAUTHORIZED · BAD_REQUEST `image_refused`
 */
export const setProfileImage = useCase(
  { access: { signedIn: true }, audit: "user.updated" },
  setProfileImageInput,
  accountMe,
  async (ctx, input) => {
    const image = await encodeProfileImage(Buffer.from(input.data, "base64"));
    await withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockSelf(tx, ctx);
      const isTheirs = and(eq(profileImages.tenantId, tx.tenantId), eq(profileImages.userId, actor.id));
      const [before] = await tx.select().from(profileImages).where(isTheirs);
      const id = before?.image.equals(image) ? before.id : newId();
      await tx
        .insert(profileImages)
        .values({ tenantId: tx.tenantId, userId: actor.id, id, image })
        .onConflictDoUpdate({
          target: [profileImages.tenantId, profileImages.userId],
          set: { id, image, createdAt: sql`now()` },
        });
      await changeProfile(tx, actor, actor.id, { image: profileImagePath(actor.id, id) });
    });
    return readMe(ctx);
  },
);
