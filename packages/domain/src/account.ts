import { z } from "zod";
import { id } from "./ids.ts";
import { newPassword, passwordText } from "./password.ts";
import { permission } from "./permission.ts";
import { shortPerson } from "./tenant.ts";
import { timestamp, timestampInput } from "./timestamp.ts";
import { personName, userRole } from "./user/user.ts";

/** Who is signed in, where, and what they may do at this instant. */
export const accountMe = z.strictObject({
  id,
  email: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  image: z.string().nullable(),
  /** Of the profile: what `account.update` compares. */
  updatedAt: timestamp,
  isOwner: z.boolean(),
  permissions: z.array(permission),
  /** Direct and through groups, by name. */
  roles: z.array(userRole),
  tenant: z.strictObject({ id, slug: z.string(), name: z.string() }),
  /** A backup was restored, and nobody but the owner is let in: since when, and the time of the newest entry that the backup's audit log has. */
  held: z.strictObject({ since: timestamp, newestEntry: timestamp.nullable() }).nullable(),
  sessionId: id,
  /** Ownership of the tenant is offered to them: by whom, and until when they may accept. */
  ownershipOffer: z.strictObject({ by: shortPerson, expiresAt: timestamp }).nullable(),
  /** Of the owner: devices of theirs that somebody else switched off lately, and that are off still. Empty for everybody else. */
  devicesSwitchedOffByOthers: z.array(
    z.strictObject({
      deviceId: id,
      name: z.string(),
      /** Null once that person is gone. */
      by: z.string().nullable(),
      at: timestamp,
      reason: z.string().nullable(),
    }),
  ),
});
export type AccountMe = z.infer<typeof accountMe>;

export const updateAccount = z.strictObject({
  firstName: personName.optional(),
  lastName: personName.optional(),
  /** The `updatedAt` that the editor saw; another one means CONFLICT `stale_write`. */
  ifUpdatedAt: timestampInput.optional(),
});
export type UpdateAccount = z.infer<typeof updateAccount>;

/** Every other session ended with it. */
export const changePassword = z.strictObject({ currentPassword: passwordText, newPassword });
export type ChangePassword = z.infer<typeof changePassword>;

/** Bytes of a file that is taken as a profile image: plenty for one cut to size, and in base64 well below what a request may carry. */
export const profileImageMaxBytes = 700_000;
/** Pixels of either side, as it is kept: twice the largest that the console shows. */
export const profileImageSize = 256;
/** What is taken; the server looks into the file itself. */
export const profileImageTypes = ["image/png", "image/jpeg", "image/webp"] as const;

/** Where an uploaded image is found, by people of the same tenant. */
export const profileImagePath = (userId: string, imageId: string): string => `/images/${userId}/${imageId}`;

export const setProfileImage = z.strictObject({
  /** The file in base64. */
  data: z
    .base64("Send the image in base64.")
    .min(1, "May not be empty.")
    .max(Math.ceil(profileImageMaxBytes / 3) * 4, `Use an image of at most ${profileImageMaxBytes / 1000} kB.`),
});
export type SetProfileImage = z.infer<typeof setProfileImage>;
