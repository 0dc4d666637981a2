import { bulkOperations } from "@portcullis/db/schema/bulk";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import { bulkPage, listBulk as listBulkInput } from "@portcullis/domain/bulk";
import { and, desc, eq, inArray, lt, ne } from "drizzle-orm";
import { countListed, openCursor, toCountedPage } from "../kernel/list-page.ts";
import { useCase } from "../kernel/use-case.ts";
import { selectOperations, toOperation } from "./internal.ts";

/** A page of bulk operations that were started or asked for, newest first. @throws {DomainError} BAD_REQUEST `cursor_invalid` */
export const listBulk = useCase(
  { access: { permission: "user:read" } },
  listBulkInput,
  bulkPage,
  async (ctx, input) => {
    const { cursor, limit, ...filters } = input;
    const scope = ["bulk.list", filters];
    const after = cursor === undefined ? undefined : openCursor(ctx, scope, cursor);
    return withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const isWanted = and(
        eq(bulkOperations.tenantId, tx.tenantId),
        filters.status?.length ? inArray(bulkOperations.status, filters.status) : ne(bulkOperations.status, "preview"),
      );
      const [rows, counted] = await Promise.all([
        selectOperations(tx)
          .where(and(isWanted, after && lt(bulkOperations.id, after[1])))
          .orderBy(desc(bulkOperations.id))
          .limit(limit + 1),
        countListed(tx, bulkOperations, isWanted),
      ]);
      return toCountedPage(ctx, scope, rows, {
        limit,
        counted,
        positionOf: (row) => ["", row.id],
        toItem: toOperation,
      });
    });
  },
);
