import { sealOutcome } from "@portcullis/domain/audit-seal";
import { bulkAdvances } from "@portcullis/domain/bulk";
import { advanceOutcome } from "@portcullis/domain/cascade";
import { id, tenantId } from "@portcullis/domain/ids";
import { invitationOutcome } from "@portcullis/domain/invitation-run";
import { platformCounts } from "@portcullis/domain/platform-counts";
import { initTRPC } from "@trpc/server";
import { z } from "zod";
import { dueSeals, sealEvents } from "./audit/seal-events.ts";
import { advanceBulk, dueBulk } from "./bulk/advance-bulk.ts";
import { advanceCascade, dueCascades } from "./change/advance-cascade.ts";
import { advanceSmallCascades, smallAtOnce } from "./change/advance-small-cascades.ts";
import { dueExpiries, expireReports } from "./device/expire-posture.ts";
import { dueInvitations, sendNextInvitation } from "./invitation/send-next-invitation.ts";
import type { WorkerContext } from "./kernel/context.ts";
import { readCounts } from "./overview/read-counts.ts";

const t = initTRPC.context<WorkerContext>().create({ isDev: false });

/** A cascade that waits for a worker. */
const dueCascade = z.strictObject({ tenantId: id, cascadeId: id });

/** For the worker, in process only: no part of `appRouter`, mounted nowhere. Errors keep their cause, for its log. */
const internalRouter = t.router({
  cascade: t.router({
    /** Longest waiting first. */
    due: t.procedure
      .input(z.strictObject({ limit: z.int().min(1).max(1000) }))
      .output(z.array(dueCascade))
      .query(({ ctx, input }) => dueCascades(ctx, input)),
    advance: t.procedure
      .input(z.strictObject({ tenantId: id.transform(tenantId), cascadeId: id }))
      .output(z.strictObject({ outcome: advanceOutcome }))
      .mutation(({ ctx, input }) => advanceCascade(ctx, input)),
    /** Many small ones of one tenant at once; those that are left are to be advanced one by one. */
    advanceSmall: t.procedure
      .input(z.strictObject({ tenantId: id.transform(tenantId), cascadeIds: z.array(id).min(1).max(smallAtOnce) }))
      .output(z.strictObject({ left: z.array(id) }))
      .mutation(({ ctx, input }) => advanceSmallCascades(ctx, input)),
  }),
  bulk: t.router({
    /** Longest waiting first, of tenants that are open. */
    due: t.procedure
      .input(z.strictObject({ limit: z.int().min(1).max(1000) }))
      .output(z.array(z.strictObject({ tenantId: id, operationId: id })))
      .query(({ ctx, input }) => dueBulk(ctx, input)),
    /** One batch. */
    advance: t.procedure
      .input(z.strictObject({ tenantId: id.transform(tenantId), operationId: id }))
      .output(z.strictObject({ outcome: z.enum(bulkAdvances) }))
      .mutation(({ ctx, input }) => advanceBulk(ctx, input)),
  }),
  audit: t.router({
    /** Tenants whose audit log waits for a seal, longest waiting first. */
    due: t.procedure
      .input(z.strictObject({ limit: z.int().min(1).max(1000) }))
      .output(z.array(id))
      .query(({ ctx, input }) => dueSeals(ctx, input)),
    seal: t.procedure
      .input(z.strictObject({ tenantId: id.transform(tenantId) }))
      .output(sealOutcome)
      .mutation(({ ctx, input }) => sealEvents(ctx, input)),
  }),
  posture: t.router({
    /** Tenants with reports whose expiry nobody has looked at, longest ago first. */
    due: t.procedure
      .input(z.strictObject({ limit: z.int().min(1).max(1000) }))
      .output(z.array(id))
      .query(({ ctx, input }) => dueExpiries(ctx, input)),
    expire: t.procedure
      .input(z.strictObject({ tenantId: id.transform(tenantId) }))
      .output(z.strictObject({ expired: z.int() }))
      .mutation(({ ctx, input }) => expireReports(ctx, input)),
  }),
  invitation: t.router({
    /** Tenants in which an invitation may be mailed now, longest waiting first. */
    due: t.procedure
      .input(z.strictObject({ limit: z.int().min(1).max(1000) }))
      .output(z.array(id))
      .query(({ ctx, input }) => dueInvitations(ctx, input)),
    /** Mails one. */
    sendNext: t.procedure
      .input(z.strictObject({ tenantId: id.transform(tenantId) }))
      .output(z.strictObject({ outcome: invitationOutcome }))
      .mutation(({ ctx, input }) => sendNextInvitation(ctx, input)),
  }),
  watch: t.router({
    /** For metrics. */
    counts: t.procedure.output(platformCounts).query(({ ctx }) => readCounts(ctx)),
  }),
});

export const createInternalCaller = t.createCallerFactory(internalRouter);
export type InternalCaller = ReturnType<typeof createInternalCaller>;
