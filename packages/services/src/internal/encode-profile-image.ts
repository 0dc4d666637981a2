import { DomainError } from "@portcullis/domain/errors";
import { profileImageSize } from "@portcullis/domain/profile-image";
import sharp from "sharp";

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
