import { profileImageSize } from "@portcullis/domain/profile-image";

/** A square of the picture, in its own pixels. */
export interface Cut {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Twice what is kept, so that the server has something to make smaller. */
const size = profileImageSize * 2;

/** The cut-out in base64, small enough to send. @throws {Error} where the browser cannot read the file */
export async function cutImage(file: File, cut: Cut): Promise<string> {
  const picture = await createImageBitmap(file);
  try {
    const canvas = new OffscreenCanvas(size, size);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("This browser has no canvas.");
    context.imageSmoothingQuality = "high";
    // JPEG knows no transparency; where the picture has any, it stands on white.
    context.fillStyle = "#fff";
    context.fillRect(0, 0, size, size);
    context.drawImage(picture, cut.x, cut.y, cut.width, cut.height, 0, 0, size, size);
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.92 });
    return base64(new Uint8Array(await blob.arrayBuffer()));
  } finally {
    picture.close();
  }
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCodePoint(byte);
  return btoa(text);
}
