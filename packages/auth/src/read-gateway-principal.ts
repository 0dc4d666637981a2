import type { Database } from "@portcullis/db/client";
import { gateways } from "@portcullis/db/schema/gateways";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import { and, eq } from "drizzle-orm";
import { readBearerToken } from "./link-token.ts";
import type { GatewayPrincipal } from "./principal.ts";
import { hashToken } from "./session-token.ts";

/**
 * The gateway whose token an `Authorization` header carries, or undefined where it is nobody's any more. A suspended tenant's
 * gateways are let in: they are told that nobody has access, which is what has to reach them.
 */
export async function readGatewayPrincipal(
  db: Database,
  authorization: string | null | undefined,
): Promise<GatewayPrincipal | undefined> {
  const held = readBearerToken(authorization);
  if (!held) return undefined;
  const { tenantId } = held;
  const [found] = await withTenantReadOnly(db, tenantId, (tx) =>
    tx
      .select({ id: gateways.id })
      .from(gateways)
      .where(and(eq(gateways.tenantId, tenantId), eq(gateways.tokenHash, hashToken(held.token)))),
  );
  return found && { kind: "gateway", tenantId, gatewayId: found.id };
}
