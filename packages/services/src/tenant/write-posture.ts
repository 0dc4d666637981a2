import { postureRules } from "@portcullis/db/schema/posture-rules";
import { tenants } from "@portcullis/db/schema/tenants";
import type { TenantTx } from "@portcullis/db/tenant";
import type { PostureProposal } from "@portcullis/domain/tenant-posture";
import { eq, sql } from "drizzle-orm";

/** Puts a proposal into force, in the caller's transaction and under its lock of the tenant; tells nobody. */
export async function writePosture(tx: TenantTx, { enforcement, maxAgeMinutes, rules }: PostureProposal) {
  await tx
    .update(tenants)
    .set({
      postureEnforcement: enforcement,
      postureMaxAge: maxAgeMinutes,
      // As in any change of the settings: two saves in one millisecond still differ.
      updatedAt: sql`greatest(now(), ${tenants.updatedAt} + interval '1 millisecond')`,
    })
    .where(eq(tenants.id, tx.tenantId));
  await tx.delete(postureRules).where(eq(postureRules.tenantId, tx.tenantId));
  if (rules.length === 0) return;
  await tx.insert(postureRules).values(
    rules.map(({ platform, checks, minimumVersion }) => ({
      tenantId: tx.tenantId,
      platform,
      checks: Object.fromEntries(checks.map((check) => [check, true])),
      minimumVersion,
    })),
  );
}
