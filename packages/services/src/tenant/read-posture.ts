import { postureRules } from "@portcullis/db/schema/posture-rules";
import { tenants } from "@portcullis/db/schema/tenants";
import type { TenantTx } from "@portcullis/db/tenant";
import { platforms } from "@portcullis/domain/device/platform";
import { type PostureRule, postureChecks } from "@portcullis/domain/device/posture";
import type { TenantPosture } from "@portcullis/domain/tenant-posture";
import { eq } from "drizzle-orm";

/** What the tenant asks of its devices, as it stands. */
export async function readPosture(tx: TenantTx): Promise<TenantPosture> {
  const [[tenant], rows] = await Promise.all([
    tx
      .select({
        enforcement: tenants.postureEnforcement,
        maxAgeMinutes: tenants.postureMaxAge,
        updatedAt: tenants.updatedAt,
      })
      .from(tenants)
      .where(eq(tenants.id, tx.tenantId)),
    tx
      .select({
        platform: postureRules.platform,
        checks: postureRules.checks,
        minimumVersion: postureRules.minimumVersion,
      })
      .from(postureRules)
      .where(eq(postureRules.tenantId, tx.tenantId)),
  ]);
  if (!tenant) throw new Error("The tenant of the session no longer exists.");
  const rules = rows.map(({ platform, checks, minimumVersion }) => ({
    platform,
    checks: postureChecks.filter((check) => checks[check]),
    minimumVersion,
  }));
  return { ...tenant, rules: inOrder(rules) };
}

/** Rules and their checks in the order of the domain's lists: the same rules look the same. */
export function inOrder(rules: readonly PostureRule[]): PostureRule[] {
  return platforms.flatMap((platform) => {
    const rule = rules.find((candidate) => candidate.platform === platform);
    return rule ? [{ ...rule, checks: postureChecks.filter((check) => rule.checks.includes(check)) }] : [];
  });
}
