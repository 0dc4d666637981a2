import { timestampNow } from "@portcullis/domain/timestamp";
import { none, type Samples } from "../testing/samples.ts";
import type { RouterInputs } from "../types.ts";
import type { tenantRouter } from "./router.ts";

const proposal = (): RouterInputs["tenant"]["postureImpact"] => ({
  enforcement: "advisory",
  maxAgeMinutes: 60,
  rules: [{ platform: "macos", checks: ["diskEncryption"], minimumVersion: "15.1" }],
});

export const tenantSamples = {
  get: none,
  update: () => ({
    name: "Acme",
    maxDevices: 5,
    secondFactorPolicy: "optional",
    approveDevices: true,
    restoreLostDevices: true,
    brakeLimit: 90_000,
    ifUpdatedAt: timestampNow(),
  }),
  posture: none,
  postureImpact: proposal,
  updatePosture: () => ({ ...proposal(), ifUpdatedAt: timestampNow() }),
  offerOwnership: (ids) => ({ userId: ids.user }),
  cancelOffer: () => ({}),
  acceptOwnership: () => ({}),
  release: () => ({}),
} satisfies Samples<typeof tenantRouter>;
