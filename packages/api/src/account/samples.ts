import { timestampNow } from "@portcullis/domain/timestamp";
import { none, type Samples } from "../testing/samples.ts";
import type { accountRouter } from "./router.ts";

const password = "correct horse battery staple";
const credential = { id: "AAAA", rawId: "AAAA", type: "public-key" } as const;
const assertion = { ...credential, response: { clientDataJSON: "AAAA", authenticatorData: "AAAA", signature: "AAAA" } };
const registration = { ...credential, response: { clientDataJSON: "AAAA", attestationObject: "AAAA", transports: [] } };

export const accountSamples = {
  me: none,
  update: () => ({ firstName: "Ada", lastName: "Lovelace", ifUpdatedAt: timestampNow() }),
  setImage: () => ({ data: "iVBORw0KGgo=" }),
  removeImage: none,
  changePassword: () => ({ currentPassword: password, newPassword: password }),
  signOutEverywhere: none,
  security: none,
  confirm: () => ({ password: "x", code: "123456", assertion }),
  beginTotp: none,
  confirmTotp: () => ({ code: "123456" }),
  removeTotp: none,
  renewRecoveryCodes: none,
  passkeyOptions: none,
  addPasskey: () => ({ response: registration, name: "Key" }),
  renamePasskey: (ids) => ({ id: ids.passkey, name: "Key" }),
  removePasskey: (ids) => ({ id: ids.passkey }),
} satisfies Samples<typeof accountRouter>;
