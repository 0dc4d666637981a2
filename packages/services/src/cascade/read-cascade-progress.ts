import { cascades } from "@portcullis/db/schema/cascades";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import type { CascadeProgress } from "@portcullis/domain/cascade";
import { and, eq } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { progressColumns, toProgress } from "../internal/cascade-record.ts";

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
