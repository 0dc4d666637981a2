import * as schema from "@portcullis/domain/tenant";
import * as postureSchema from "@portcullis/domain/tenant-posture";
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
import { userProcedure } from "../user-procedure.ts";

export const tenantRouter = router({
  get: userProcedure.output(schema.tenantDetail).query(({ ctx }) => getTenant(ctx.service)),
  update: userProcedure
    .input(schema.updateTenant)
    .output(schema.tenantDetail)
    .mutation(({ ctx, input }) => updateTenant(ctx.service, input)),
  posture: userProcedure.output(postureSchema.tenantPosture).query(({ ctx }) => getPosture(ctx.service)),
  postureImpact: userProcedure
    .input(postureSchema.postureProposal)
    .output(postureSchema.postureImpact)
    .query(({ ctx, input }) => readPostureImpact(ctx.service, input)),
  updatePosture: userProcedure
    .input(postureSchema.updatePosture)
    .output(postureSchema.tenantPosture)
    .mutation(({ ctx, input }) => updatePosture(ctx.service, input)),
  offerOwnership: userProcedure
    .input(schema.offerOwnership)
    .output(schema.tenantDetail)
    .mutation(({ ctx, input }) => offerOwnership(ctx.service, input)),
  cancelOffer: userProcedure
    .input(schema.ownOffer)
    .output(schema.offerEnded)
    .mutation(({ ctx }) => cancelOffer(ctx.service)),
  acceptOwnership: userProcedure
    .input(schema.ownOffer)
    .output(schema.ownershipTransfer)
    .mutation(({ ctx }) => acceptOwnership(ctx.service)),
  release: userProcedure
    .input(schema.releaseTenant)
    .output(schema.tenantReleased)
    .mutation(({ ctx }) => releaseTenant(ctx.service)),
});
