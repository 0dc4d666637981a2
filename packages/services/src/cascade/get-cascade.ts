import { withTenantReadOnly } from "@portcullis/db/tenant";
import type { CascadeDetail } from "@portcullis/domain/cascade";
import type { ServiceContext } from "../context.ts";
import { readCascade } from "./read-cascade.ts";

/** A cascade and, once finished, its receipt. @throws {DomainError} NOT_FOUND */
export function getCascade(ctx: ServiceContext, input: { readonly id: string }): Promise<CascadeDetail> {
  return withTenantReadOnly(ctx.db, ctx.principal.tenantId, (tx) => readCascade(tx, input.id));
}
