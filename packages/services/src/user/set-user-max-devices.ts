import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { users } from "@portcullis/db/schema/users";
import { withTenant } from "@portcullis/db/tenant";
import { assertNotRefused, ceilingRefusal } from "@portcullis/domain/user/governance";
import type { SetUserMaxDevices, UserDetail } from "@portcullis/domain/user/user";
import { and, eq, sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { byUser, lockActorAndTarget } from "../internal/lock-actor-and-target.ts";
import { readUserDetail } from "./read-user-detail.ts";

/**
 * Gives a person a device limit of their own, or takes it away. A limit below what they have keeps their devices, and refuses
 * new ones. The same one again leaves no trace.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling`
 */
export async function setUserMaxDevices(ctx: ServiceContext, input: SetUserMaxDevices): Promise<UserDetail> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const { actor, target } = await lockActorAndTarget(tx, ctx.principal, input.id, { permission: "user:write" });
    assertNotRefused(ceilingRefusal(actor, target));
    const before = await readUserDetail(tx, target.id);
    const { maxDevices } = input;
    if (maxDevices === before.maxDevices) return before;
    await tx
      .update(users)
      .set({ maxDevices, updatedAt: sql`greatest(now(), ${users.updatedAt} + interval '1 millisecond')` })
      .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, target.id)));
    await recordAudit(tx, {
      action: "user.device_limit_changed",
      actor: byUser(actor),
      target: { kind: "user", id: target.id },
      subjectId: target.id,
      changed: ["maxDevices"],
      details: { before: { maxDevices: before.maxDevices }, after: { maxDevices } },
    });
    await notify(tx, { userId: target.id });
    return readUserDetail(tx, target.id);
  });
}
