import { gateways } from "@portcullis/db/schema/gateways";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import { gatewayPage, listGateways as listGatewaysInput } from "@portcullis/domain/gateway";
import { and, asc, eq, gt } from "drizzle-orm";
import { openCursor, toCountedPage } from "../kernel/list-page.ts";
import { useCase } from "../kernel/use-case.ts";
import { selectGateways, toGatewayItem } from "./internal.ts";

/** The tenant's gateways by name, which is unique. @throws {DomainError} BAD_REQUEST `cursor_invalid` */
export const listGateways = useCase(
  { access: { permission: "gateway:read" } },
  listGatewaysInput,
  gatewayPage,
  async (ctx, input) => {
    const scope = ["gateway.list"];
    const after = input.cursor === undefined ? undefined : openCursor(ctx, scope, input.cursor);
    return withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const isOfTenant = eq(gateways.tenantId, tx.tenantId);
      const [rows, counted] = await Promise.all([
        selectGateways(tx)
          .where(and(isOfTenant, after && gt(gateways.nameKey, after[0])))
          .orderBy(asc(gateways.nameKey))
          .limit(input.limit + 1),
        tx.$count(gateways, isOfTenant),
      ]);
      const now = new Date();
      return toCountedPage(ctx, scope, rows, {
        limit: input.limit,
        counted,
        positionOf: ({ nameKey, shown }) => [nameKey ?? "", shown.id],
        toItem: ({ shown }) => toGatewayItem(shown, now),
      });
    });
  },
);
