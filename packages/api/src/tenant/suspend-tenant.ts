import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { sessions } from "@portcullis/db/schema/sessions";
import { tenants } from "@portcullis/db/schema/tenants";
import { withTenant } from "@portcullis/db/tenant";
import { reasonMaxLength, text } from "@portcullis/domain/text";
import { timestampNow } from "@portcullis/domain/timestamp";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { askGateways, withdrawSuspension } from "../change/acknowledgements.ts";
import { type OperatorContext, operator } from "./operator.ts";

export const suspendInput = z.strictObject({ reason: text(reasonMaxLength).optional() });

/** What became of a command: false where the tenant was so already, and nothing was done. */
export interface Suspended {
  readonly suspended: boolean;
  readonly sessions: number;
}

/**
 * Shuts a tenant, in one transaction: every session ends for good, nobody signs in, no link opens, and every gateway is asked to
 * acknowledge that no peer is left on its interface. Nothing of the tenant's data changes.
 * @param ctx with a pool of the schema's owner
 */
export async function suspendTenant(ctx: OperatorContext, input: z.output<typeof suspendInput>): Promise<Suspended> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const changed = await tx
      .update(tenants)
      .set({ status: "suspended", updatedAt: timestampNow() })
      .where(and(eq(tenants.id, tx.tenantId), eq(tenants.status, "active")))
      .returning({ id: tenants.id });
    if (changed.length === 0) return { suspended: false, sessions: 0 };
    const ended = await tx.delete(sessions).where(eq(sessions.tenantId, tx.tenantId)).returning({ id: sessions.id });
    const eventId = await recordAudit(tx, {
      action: "tenant.suspended",
      actor: operator,
      target: { kind: "tenant", id: tx.tenantId },
      changed: ["status"],
      details: { after: { sessions: ended.length }, ...(input.reason !== undefined && { reason: input.reason }) },
    });
    await askGateways(tx, { id: eventId, userId: null });
    await notify(tx, { access: true, sessions: true });
    return { suspended: true, sessions: ended.length };
  });
}

/**
 * Opens a suspended tenant as it was: people sign in anew, devices that had access have it again.
 * @param ctx with a pool of the schema's owner
 * @returns `resumed` false where it was not suspended, and nothing was done
 */
export async function resumeTenant(ctx: OperatorContext): Promise<{ resumed: boolean }> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const changed = await tx
      .update(tenants)
      .set({ status: "active", updatedAt: timestampNow() })
      .where(and(eq(tenants.id, tx.tenantId), eq(tenants.status, "suspended")))
      .returning({ id: tenants.id });
    if (changed.length === 0) return { resumed: false };
    // A sign-in that overlapped with the suspension may have left one behind.
    await tx.delete(sessions).where(eq(sessions.tenantId, tx.tenantId));
    await withdrawSuspension(tx);
    await recordAudit(tx, {
      action: "tenant.resumed",
      actor: operator,
      target: { kind: "tenant", id: tx.tenantId },
      changed: ["status"],
    });
    await notify(tx, { access: true, sessions: true });
    return { resumed: true };
  });
}
