import { withTenantReadOnly } from "@portcullis/db/tenant";
import type { TenantPosture } from "@portcullis/domain/tenant-posture";
import type { ServiceContext } from "../context.ts";
import { readPosture } from "./read-posture.ts";

/** What the tenant of whoever asks wants of its devices. */
export function getPosture(ctx: ServiceContext): Promise<TenantPosture> {
  return withTenantReadOnly(ctx.db, ctx.principal.tenantId, readPosture);
}
