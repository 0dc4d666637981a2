import { z } from "zod";

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
