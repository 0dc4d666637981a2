import type { UserPrincipal } from "@portcullis/auth/principal";
import type { Database } from "@portcullis/db/client";
import { profileImages } from "@portcullis/db/schema/profile-images";
import { users } from "@portcullis/db/schema/users";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import { and, eq, ne } from "drizzle-orm";

/** An uploaded image (WebP) of somebody of the reader's own tenant; undefined where there is none by this id. */
export async function readProfileImage(
  db: Database,
  principal: UserPrincipal,
  of: { readonly userId: string; readonly imageId: string },
): Promise<Buffer | undefined> {
  return withTenantReadOnly(db, principal.tenantId, async (tx) => {
    const [row] = await tx
      .select({ image: profileImages.image })
      .from(profileImages)
      .innerJoin(users, and(eq(users.tenantId, profileImages.tenantId), eq(users.id, profileImages.userId)))
      .where(
        and(
          eq(profileImages.tenantId, tx.tenantId),
          eq(profileImages.userId, of.userId),
          eq(profileImages.id, of.imageId),
          ne(users.status, "deleting"),
        ),
      );
    return row?.image;
  });
}
