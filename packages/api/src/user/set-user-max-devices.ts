import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { users } from "@portcullis/db/schema/users";
import { withTenant } from "@portcullis/db/tenant";
import { assertNotRefused, ceilingRefusal } from "@portcullis/domain/user/governance";
import { setUserMaxDevices as setUserMaxDevicesInput, userDetail } from "@portcullis/domain/user/user";
import { and, eq, sql } from "drizzle-orm";
import { byUser, lockActorAndTarget } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { readUserDetail } from "./get-user.ts";

/**
 * Sets or removes a person's own device limit; setting the same one again changes nothing. A limit below the current count
 * keeps the existing devices and refuses new ones.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling`
 */
export const setUserMaxDevices = useCase(
  { access: { permission: "user:write" }, subject: "user", audit: "user.device_limit_changed" },
  setUserMaxDevicesInput,
  userDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor, target } = await lockActorAndTarget(tx, ctx, input.id);
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
    }),
);
