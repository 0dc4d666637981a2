import { type DemoSlug, demoGatewayId, demoTenantId } from "@portcullis/api/tenant/demo-ids";
import { operator } from "@portcullis/api/tenant/operator";
import { newLinkToken, readLinkToken } from "@portcullis/auth/link-token";
import { hashToken } from "@portcullis/auth/session-token";
import { recordAudit } from "@portcullis/db/audit";
import type { Database } from "@portcullis/db/client";
import { notify } from "@portcullis/db/notify";
import { gateways } from "@portcullis/db/schema/gateways";
import { tenants } from "@portcullis/db/schema/tenants";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { and, eq } from "drizzle-orm";

/** What the simulated gateways are called: people must see what they are. */
const gatewayOf: Readonly<Record<DemoSlug, { readonly name: string; readonly endpoint: string }>> = {
  acme: { name: "frankfurt-1 (simulated)", endpoint: "frankfurt-1.acme.test:51820" },
  globex: { name: "studio (simulated)", endpoint: "studio.globex.test:51820" },
};

/**
 * Sees to it that a demo tenant has its simulated gateway, and answers the token of its agent: the kept one where that still
 * opens, else a new one. Undefined where somebody removed the tenant, or the gateway after it had been made.
 * @param kept the token that an earlier call answered
 */
export async function openDemoGateway(
  db: Database,
  slug: DemoSlug,
  kept: string | undefined,
): Promise<string | undefined> {
  return withTenant(db, demoTenantId(slug), async (tx) => {
    const [tenant] = await tx
      .select({ createdAt: tenants.createdAt })
      .from(tenants)
      .where(eq(tenants.id, tx.tenantId))
      .for("update");
    if (!tenant) return undefined;
    const id = demoGatewayId(slug);
    const [found] = await tx.select({ tokenHash: gateways.tokenHash }).from(gateways).where(isGateway(tx, id));
    if (!found) return kept === undefined ? await make(tx, slug, tenant.createdAt) : undefined;
    const token = kept === undefined ? undefined : readLinkToken(kept)?.token;
    if (token !== undefined && Buffer.compare(hashToken(token), found.tokenHash) === 0) return kept;
    return await replaceToken(tx, id);
  });
}

async function make(tx: TenantTx, slug: DemoSlug, createdAt: Timestamp): Promise<string | undefined> {
  const { token, text } = newLinkToken(tx.tenantId);
  const [id, gateway] = [demoGatewayId(slug), gatewayOf[slug]];
  const made = await tx
    .insert(gateways)
    .values({ tenantId: tx.tenantId, id, ...gateway, tokenHash: hashToken(token), createdAt, updatedAt: createdAt })
    .onConflictDoNothing()
    .returning({ id: gateways.id });
  // Somebody has a gateway of that name.
  if (made.length === 0) return undefined;
  await recordAudit(tx, {
    action: "gateway.created",
    actor: operator,
    target: { kind: "gateway", id },
    details: { after: gateway },
  });
  return text;
}

async function replaceToken(tx: TenantTx, id: string): Promise<string> {
  const { token, text } = newLinkToken(tx.tenantId);
  await tx
    .update(gateways)
    .set({ tokenHash: hashToken(token) })
    .where(isGateway(tx, id));
  await recordAudit(tx, { action: "gateway.token_rotated", actor: operator, target: { kind: "gateway", id } });
  await notify(tx, { sessions: true });
  return text;
}

const isGateway = (tx: TenantTx, id: string) => and(eq(gateways.tenantId, tx.tenantId), eq(gateways.id, id));
