import sharp from "sharp";

/** A picture of one colour, as a camera would write it: with its name in the EXIF data. */
export function aPicture(type: "png" | "jpeg" | "webp", background = "#aa3355", size = 300): Promise<Buffer> {
  return sharp({ create: { width: size, height: Math.round(size / 2), channels: 3, background } })
    .withExif({ IFD0: { Model: "Secret Camera" } })
    .toFormat(type)
    .toBuffer();
}
