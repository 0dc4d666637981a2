import { acceptOwnership } from "@portcullis/services/tenant/accept-ownership";
import { cancelOffer } from "@portcullis/services/tenant/cancel-offer";
import { getPosture } from "@portcullis/services/tenant/get-posture";
import { getTenant } from "@portcullis/services/tenant/get-tenant";
import { offerOwnership } from "@portcullis/services/tenant/offer-ownership";
import { readPostureImpact } from "@portcullis/services/tenant/read-posture-impact";
import { releaseTenant } from "@portcullis/services/tenant/release-tenant";
import { updatePosture } from "@portcullis/services/tenant/update-posture";
import { updateTenant } from "@portcullis/services/tenant/update-tenant";
import { router } from "../init.ts";
import { mutation, query } from "../procedure.ts";

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
