import { withTenantReadOnly } from "@portcullis/db/tenant";
import type { Peer } from "@portcullis/domain/gateway";
import { sql } from "drizzle-orm";
import { accessPeers } from "../internal/access-peers.ts";
import type { OperatorContext } from "./operator-context.ts";

/** Who may connect at this instant: the access view, ordered by public key so that two answers compare line by line. */
export async function listPeers(ctx: OperatorContext): Promise<Peer[]> {
  return withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
    const rows = await tx.execute<{ public_key: string; allowed_ips: string[] }>(
      sql`${accessPeers(tx.tenantId)} order by access.public_key collate "C"`,
    );
    return rows.map((row) => ({ publicKey: row.public_key, allowedIps: row.allowed_ips }));
  });
}
