import { gateways } from "@portcullis/db/schema/gateways";
import { withTenant } from "@portcullis/db/tenant";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";

/**
 * Commits that a gateway's agent came for the peers, before it is given any: from then on it is asked about what ends. The first
 * time waits for changes under way that passed the gateway over, so that the peers that follow are without what they ended.
 */
export async function noteContact({ db, principal }: GatewayContext): Promise<void> {
  const { tenantId, gatewayId } = principal;
  await withTenant(db, tenantId, (tx) =>
    tx
      .update(gateways)
      .set({ contactedAt: sql`statement_timestamp()` })
      .where(and(eq(gateways.tenantId, tenantId), eq(gateways.id, gatewayId), isNull(gateways.contactedAt))),
  );
}
