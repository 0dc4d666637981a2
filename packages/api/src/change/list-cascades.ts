import { cascades } from "@portcullis/db/schema/cascades";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import { cascadePage, listCascades as listCascadesInput } from "@portcullis/domain/cascade";
import { and, desc, eq, inArray, lt, or } from "drizzle-orm";
import { countListed, openCursor, toCountedPage } from "../kernel/list-page.ts";
import { useCase } from "../kernel/use-case.ts";
import { isInState, selectCascades, toCascadeDetail } from "./internal.ts";

/** A page of cascades, newest first (their ids sort by time). @throws {DomainError} BAD_REQUEST `cursor_invalid` */
export const listCascades = useCase(
  { access: { permission: "user:read" } },
  listCascadesInput,
  cascadePage,
  async (ctx, input) => {
    const { cursor, limit, ...filters } = input;
    const scope = ["cascade.list", filters];
    const after = cursor === undefined ? undefined : openCursor(ctx, scope, cursor);
    return withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const isWanted = and(
        eq(cascades.tenantId, tx.tenantId),
        filters.userId === undefined ? undefined : eq(cascades.userId, filters.userId),
        filters.status?.length ? inArray(cascades.status, filters.status) : undefined,
        filters.state?.length ? or(...filters.state.map((state) => isInState(tx, state))) : undefined,
      );
      const [rows, counted] = await Promise.all([
        selectCascades(tx)
          .where(and(isWanted, after && lt(cascades.id, after[1])))
          .orderBy(desc(cascades.id))
          .limit(limit + 1),
        countListed(tx, cascades, isWanted),
      ]);
      return toCountedPage(ctx, scope, rows, {
        limit,
        counted,
        positionOf: (row) => ["", row.id],
        toItem: toCascadeDetail,
      });
    });
  },
);
