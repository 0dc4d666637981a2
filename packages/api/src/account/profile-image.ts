import type { UserPrincipal } from "@portcullis/auth/principal";
import type { Database } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { profileImages } from "@portcullis/db/schema/profile-images";
import { users } from "@portcullis/db/schema/users";
import { withTenant, withTenantReadOnly } from "@portcullis/db/tenant";
import {
  accountMe,
  profileImagePath,
  profileImageSize,
  setProfileImage as setProfileImageInput,
} from "@portcullis/domain/account";
import { DomainError } from "@portcullis/domain/errors";
import { and, eq, ne, sql } from "drizzle-orm";
import sharp from "sharp";
import { lockSelf } from "../kernel/locks.ts";
import { noInput, useCase } from "../kernel/use-case.ts";
import { changeProfile } from "../user/change-profile.ts";
import { readMe } from "./read-me.ts";

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
      await changeProfile(tx, () => Promise.resolve(actor), actor.id, { image: profileImagePath(actor.id, id) });
    });
    return readMe(ctx);
  },
);

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
      await changeProfile(tx, () => Promise.resolve(actor), actor.id, { image: null });
    });
    return readMe(ctx);
  },
);

/** Pixels of an image that is unpacked at all; a file of a few kilobytes can claim to have billions. */
const pixelsMax = 4096 * 4096;

/** By what a file begins with, whatever it is called: no decoder but these three is ever handed what came from outside. */
const beginnings: readonly ((file: Buffer) => boolean)[] = [
  (file) => file.subarray(0, 8).equals(Buffer.from("\x89PNG\r\n\x1a\n", "latin1")),
  (file) => file.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  (file) => file.toString("latin1", 0, 4) === "RIFF" && file.toString("latin1", 8, 12) === "WEBP",
];

/**
 * A square WebP with nothing of the file in it but its pixels: no EXIF, no place, no second picture, nothing that some other
 * program could be made to run. Turned as the camera was held, before that is forgotten.
 * @throws {DomainError} BAD_REQUEST `image_refused`
 */
export async function encodeProfileImage(file: Buffer): Promise<Buffer> {
  if (!beginnings.some((matches) => matches(file))) throw refused("Choose a PNG, JPEG or WebP image.");
  try {
    return await sharp(file, { limitInputPixels: pixelsMax, failOn: "error" })
      .autoOrient()
      .resize(profileImageSize, profileImageSize, { fit: "cover" })
      .webp({ quality: 82 })
      .toBuffer();
  } catch (error) {
    throw refused("This image cannot be read, or is larger than 4096 × 4096. Choose another one.", error);
  }
}

const refused = (message: string, cause?: unknown) =>
  new DomainError("BAD_REQUEST", "image_refused", message, { field: "data", cause });
