import { gateways } from "@portcullis/db/schema/gateways";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import type { GatewayItem, ListGateways } from "@portcullis/domain/gateway";
import type { Page } from "@portcullis/domain/page";
import { and, asc, eq, gt } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { openCursor } from "../internal/cursor.ts";
import { selectGateways, toGatewayItem } from "../internal/gateway-record.ts";
import { toPage } from "../internal/keyset-page.ts";

/** The tenant's gateways by name, which is unique. @throws {DomainError} BAD_REQUEST `cursor_invalid` */
export async function listGateways(ctx: ServiceContext, input: ListGateways): Promise<Page<GatewayItem>> {
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
    return toPage(ctx, scope, rows, {
      limit: input.limit,
      counted,
      positionOf: ({ nameKey, shown }) => [nameKey ?? "", shown.id],
      toItem: ({ shown }) => toGatewayItem(shown, now),
    });
  });
}
