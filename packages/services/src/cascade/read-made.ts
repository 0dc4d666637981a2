import { cascades } from "@portcullis/db/schema/cascades";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import { cascadeById } from "@portcullis/domain/cascade";
import { notFound } from "@portcullis/domain/errors";
import { madeLately } from "@portcullis/domain/user/made-lately";
import { and, eq } from "drizzle-orm";
import { readMadeLately } from "../internal/read-made-lately.ts";
import { useCase } from "../kernel/use-case.ts";

/**
 * What the user of a change made for others before it, and what of that still stands now: what is left to look after when
 * somebody is switched off. @throws {DomainError} NOT_FOUND
 */
export const readMadeBefore = useCase(
  { access: { permission: "user:read" }, subject: "cascade" },
  cascadeById,
  madeLately,
  (ctx, input) =>
    withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const [cascade] = await tx
        .select({ userId: cascades.userId, requestedAt: cascades.requestedAt })
        .from(cascades)
        .where(and(eq(cascades.tenantId, tx.tenantId), eq(cascades.id, input.id)));
      if (!cascade) throw notFound("cascade");
      return readMadeLately(tx, cascade.userId, cascade.requestedAt);
    }),
);
