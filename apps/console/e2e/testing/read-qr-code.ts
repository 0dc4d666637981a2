import type { Locator } from "playwright-core";
import decodeQr from "qr/decode.js";
import sharp from "sharp";

/** What a camera would read of it, as it stands on the screen. */
export async function readQrCode(code: Locator): Promise<string> {
  const picture = sharp(await code.screenshot()).ensureAlpha();
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  return decodeQr({ width: info.width, height: info.height, data });
}
