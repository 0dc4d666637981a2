import { postureRules } from "@portcullis/db/schema/posture-rules";
import { tenants } from "@portcullis/db/schema/tenants";
import { type TenantTx, withTenantReadOnly } from "@portcullis/db/tenant";
import { platforms } from "@portcullis/domain/device/platform";
import { type PostureRule, postureChecks } from "@portcullis/domain/device/posture";
import { type PostureProposal, type TenantPosture, tenantPosture } from "@portcullis/domain/tenant-posture";
import { eq, sql } from "drizzle-orm";
import { noInput, useCase } from "../kernel/use-case.ts";

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

/** What the tenant of whoever asks wants of its devices. */
export const getPosture = useCase({ access: { permission: "tenant:read" } }, noInput, tenantPosture, (ctx) =>
  withTenantReadOnly(ctx.db, ctx.principal.tenantId, readPosture),
);

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
