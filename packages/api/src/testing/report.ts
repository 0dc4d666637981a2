import type { AgentReport, PeerReport } from "@portcullis/domain/gateway";
import { aPublicKey } from "@portcullis/testing/tenant";
import { sql } from "drizzle-orm";
import type { TestTenant } from "./tenant.ts";

/** What an agent says of itself, and of nobody where nothing more is given. */
export const aReport = (more: Partial<AgentReport> = {}): AgentReport => ({
  publicKey: aPublicKey(),
  version: "1.0.0",
  peerCount: more.peers?.length ?? 0,
  confirmed: [],
  peers: [],
  ...more,
});

/** A peer that shook hands a second ago. */
export const heard = (publicKey: string, more: Partial<PeerReport> = {}): PeerReport => ({
  publicKey,
  endpoint: "192.0.2.9:40000",
  handshakeAgo: 1,
  received: 0,
  sent: 0,
  ...more,
});

/** As if everything that was ever heard in the tenant had been heard that much earlier. */
export async function letTimePass(tenant: Pick<TestTenant, "inScope">, minutes: number): Promise<void> {
  await tenant.inScope(async (tx) => {
    const by = sql`make_interval(mins => ${minutes})`;
    await tx.execute(
      sql`update device_presence set last_handshake = last_handshake - ${by}, connected_since = connected_since - ${by}`,
    );
    await tx.execute(sql`update device_connections set started_at = started_at - ${by}, ended_at = ended_at - ${by}`);
    await tx.execute(sql`update devices set last_connection = last_connection - ${by}`);
    await tx.execute(sql`update users set last_connection = last_connection - ${by}`);
    await tx.execute(sql`update gateways set last_report = last_report - ${by}`);
  });
}
