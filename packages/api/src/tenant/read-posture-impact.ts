import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { type PostureImpact, postureImpact, postureProposal } from "@portcullis/domain/tenant-posture";
import { sql } from "drizzle-orm";
import { lockTenantAndUsers } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { writePosture } from "./posture.ts";

/**
 * What a proposal would come to. It is put into force, looked at through the view that decides, and taken back, all under the
 * lock of a real change: so the preview cannot disagree with what it previews, and nobody else ever sees it.
 * @throws {DomainError} FORBIDDEN `permission_missing`
 */
export const readPostureImpact = useCase(
  { access: { permission: "tenant:read" } },
  postureProposal,
  postureImpact,
  (ctx, proposal) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      await lockTenantAndUsers(tx, ctx);
      const connecting = await readConnecting(tx);
      await tx.execute(sql`savepoint proposal`);
      await writePosture(tx, proposal);
      const impact = await countDevices(tx, connecting);
      await tx.execute(sql`rollback to savepoint proposal`);
      return impact;
    }),
);

/** The devices that may connect at this instant, as PostgreSQL writes an array: nothing here looks into it. */
async function readConnecting(tx: TenantTx): Promise<string> {
  const [row] = await tx.execute<{ ids: string }>(sql`
    select coalesce(array_agg(device_id), '{}')::text as ids from access where tenant_id = ${tx.tenantId}`);
  if (!row) throw new Error("An aggregate that returned no row.");
  return row.ids;
}

async function countDevices(tx: TenantTx, connecting: string): Promise<PostureImpact> {
  const [counts] = await tx.execute<PostureImpact>(sql`
    select count(*) filter (where a.compliance = 'compliant')::int as "compliant",
      count(*) filter (where a.compliance = 'non_compliant')::int as "nonCompliant",
      count(*) filter (where a.compliance = 'unknown')::int as "unknown",
      count(*) filter (where a.compliance = 'not_required')::int as "notRequired",
      count(*) filter (where cardinality(a.denials) > 0 and a.device_id = any(${connecting}::uuid[]))::int as "loseAccess"
    from device_access a
    join users u on u.tenant_id = a.tenant_id and u.id = a.user_id and u.status <> 'deleting'
    where a.tenant_id = ${tx.tenantId}`);
  if (!counts) throw new Error("An aggregate that returned no row.");
  return counts;
}
