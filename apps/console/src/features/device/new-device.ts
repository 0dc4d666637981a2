import { registerDevice } from "@portcullis/domain/device/device";
import { platforms } from "@portcullis/domain/device/platform";
import { publicKey } from "@portcullis/domain/device/public-key";
import { z } from "zod";

/** What the form asks for, by the rules of the API; a pasted key may bring spaces along. */
export const newDevice = z.object({
  name: registerDevice.shape.name,
  /** Begins empty: a wrong platform is easily overlooked. */
  platform: z.string().pipe(z.enum(platforms, "Choose a platform.")),
  publicKey: z.string().trim().pipe(publicKey),
});
export const newDeviceFields = ["name", "platform", "publicKey"] as const;
