import { withTenantReadOnly } from "@portcullis/db/tenant";
import type { TenantDetail } from "@portcullis/domain/tenant";
import type { ServiceContext } from "../context.ts";
import { readTenant } from "./read-tenant.ts";

/** The tenant of whoever asks: settings, owner, and the open offer of ownership. */
export function getTenant(ctx: ServiceContext): Promise<TenantDetail> {
  return withTenantReadOnly(ctx.db, ctx.principal.tenantId, readTenant);
}
