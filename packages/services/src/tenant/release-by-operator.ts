import { withTenant } from "@portcullis/db/tenant";
import type { TenantReleased } from "@portcullis/domain/tenant";
import { resumeRestored } from "../internal/resume-restored.ts";
import { type OperatorContext, operator } from "./operator-context.ts";

/** The same where the owner cannot come in, or is not the owner any more. */
export async function releaseByOperator(ctx: OperatorContext): Promise<TenantReleased> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => ({ released: await resumeRestored(tx, operator) }));
}
