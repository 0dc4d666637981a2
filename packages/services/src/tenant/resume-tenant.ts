import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { sessions } from "@portcullis/db/schema/sessions";
import { tenants } from "@portcullis/db/schema/tenants";
import { withTenant } from "@portcullis/db/tenant";
import { and, eq } from "drizzle-orm";
import { withdrawSuspension } from "../internal/ask-gateways.ts";
import { type OperatorContext, operator } from "./operator-context.ts";

/**
 * Opens a suspended tenant as it was: people sign in anew, devices that had access have it again.
 * @param ctx with a pool of the schema's owner
 * @returns `resumed` false where it was not suspended, and nothing was done
 */
export async function resumeTenant(ctx: OperatorContext): Promise<{ resumed: boolean }> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const changed = await tx
      .update(tenants)
      .set({ status: "active", updatedAt: new Date() })
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
