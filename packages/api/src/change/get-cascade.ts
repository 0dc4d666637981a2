import { cascades } from "@portcullis/db/schema/cascades";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import { type CascadeProgress, cascadeById, cascadeDetail } from "@portcullis/domain/cascade";
import { and, eq } from "drizzle-orm";
import type { ServiceContext } from "../kernel/context.ts";
import { useCase } from "../kernel/use-case.ts";
import { progressColumns, readCascade, toProgress } from "./internal.ts";

/** A cascade and, once finished, its receipt. @throws {DomainError} NOT_FOUND */
export const getCascade = useCase(
  { access: { permission: "user:read" }, subject: "cascade" },
  cascadeById,
  cascadeDetail,
  (ctx, input) => withTenantReadOnly(ctx.db, ctx.principal.tenantId, (tx) => readCascade(tx, input.id)),
);

/** How far a cascade is, or undefined where the tenant has none of that id. */
export async function readCascadeProgress(
  ctx: ServiceContext,
  input: { readonly id: string },
): Promise<CascadeProgress | undefined> {
  const [row] = await withTenantReadOnly(ctx.db, ctx.principal.tenantId, (tx) =>
    tx
      .select(progressColumns)
      .from(cascades)
      .where(and(eq(cascades.tenantId, tx.tenantId), eq(cascades.id, input.id))),
  );
  return row && toProgress(row);
}
