import { router } from "../kernel/init.ts";
import { mutation, query } from "../kernel/procedure.ts";
import { getTenant } from "./get-tenant.ts";
import { acceptOwnership, cancelOffer, offerOwnership } from "./ownership.ts";
import { releaseTenant } from "./pause-restored.ts";
import { getPosture } from "./posture.ts";
import { readPostureImpact } from "./read-posture-impact.ts";
import { updatePosture } from "./update-posture.ts";
import { updateTenant } from "./update-tenant.ts";

export const tenantRouter = router({
  get: query(getTenant),
  update: mutation(updateTenant),
  posture: query(getPosture),
  postureImpact: query(readPostureImpact),
  updatePosture: mutation(updatePosture),
  offerOwnership: mutation(offerOwnership),
  cancelOffer: mutation(cancelOffer),
  acceptOwnership: mutation(acceptOwnership),
  release: mutation(releaseTenant),
});
