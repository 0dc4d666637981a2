import { recordAudits } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import type { BulkInput } from "@portcullis/domain/bulk";
import { ceilingRefusal, refused } from "@portcullis/domain/user/governance";
import { setUserMaxDevices as setUserMaxDevicesInput, userDetail } from "@portcullis/domain/user/user";
import { and, eq, sql } from "drizzle-orm";
import { changeOne, noticesOf, rowsOf, type SetForm } from "../kernel/change-set.ts";
import { byUser, lockActorAndTargets, type Target } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { readUserDetail } from "./get-user.ts";

type LimitInput = BulkInput<"user.setMaxDevices">;
type Limited = LimitInput & { readonly target: Target };

/** Sets or removes people's own device limits; the same one again changes nothing. */
export const deviceLimitForm: SetForm<LimitInput, Limited> = {
  noun: "user",
  async read(tx, caller, ids, _input, mode) {
    const { actor, targets } = await lockActorAndTargets(tx, caller, ids, mode);
    const limits = await readLimits(tx, ids);
    return { actor, rows: rowsOf(targets, (target) => ({ target, maxDevices: limits.get(target.id) ?? null })) };
  },
  decide(actor, { target, maxDevices }, input) {
    const refusal = ceilingRefusal(actor, target);
    if (refusal) return refused(refusal);
    return maxDevices === input.maxDevices ? "unchanged" : "change";
  },
  versionOf: ({ maxDevices }) => String(maxDevices),
  async write(tx, _caller, actor, changes) {
    const limits = changes.map(({ id, input }) => ({ id, max_devices: input.maxDevices }));
    await tx.execute(sql`
      update ${users} u set max_devices = n.max_devices, updated_at = greatest(now(), u.updated_at + interval '1 millisecond')
      from jsonb_to_recordset(${JSON.stringify(limits)}::jsonb) as n(id uuid, max_devices int)
      where u.tenant_id = ${tx.tenantId} and u.id = n.id`);
    await recordAudits(
      tx,
      changes.map(({ id, row, input }) => ({
        action: "user.device_limit_changed",
        actor: byUser(actor),
        target: { kind: "user", id },
        subjectId: id,
        changed: ["maxDevices"],
        details: { before: { maxDevices: row.maxDevices }, after: { maxDevices: input.maxDevices } },
      })),
    );
    await notify(tx, ...noticesOf(changes.map(({ id }) => id)));
    const leftOf = ({ row, input }: (typeof changes)[number]) => ({
      version: String(input.maxDevices),
      before: { maxDevices: row.maxDevices },
    });
    return new Map(changes.map((change) => [change.id, leftOf(change)]));
  },
};

async function readLimits(tx: TenantTx, userIds: readonly string[]): Promise<ReadonlyMap<string, number | null>> {
  const rows = await tx
    .select({ id: users.id, maxDevices: users.maxDevices })
    .from(users)
    .where(and(eq(users.tenantId, tx.tenantId), sql`${users.id} = any(${sql.param([...userIds])}::uuid[])`));
  return new Map(rows.map(({ id, maxDevices }) => [id, maxDevices]));
}

/**
 * Sets or removes a person's own device limit; setting the same one again changes nothing. A limit below the current count
 * keeps the existing devices and refuses new ones.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling`
 */
export const setUserMaxDevices = useCase(
  {
    access: { permission: "user:write" },
    subject: "user",
    audit: "user.device_limit_changed",
    bulk: { "user.setMaxDevices": deviceLimitForm },
  },
  setUserMaxDevicesInput,
  userDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      await changeOne(deviceLimitForm, tx, ctx, input.id, input);
      return readUserDetail(tx, input.id);
    }),
);
