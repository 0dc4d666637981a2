import { gatewayConfirmations } from "@portcullis/db/schema/gateways";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { askGateways } from "../change/acknowledgements.ts";

/** Whether this key may connect, by the access view. */
async function hasAccess(tx: TenantTx, publicKey: string): Promise<boolean> {
  const found = await tx.execute(
    sql`select from access where tenant_id = ${tx.tenantId} and public_key = ${publicKey}`,
  );
  return found.length > 0;
}

/**
 * Whether a gateway may let device `a` of `device_access` in: it has access, or its user's deactivation alone took that and is
 * not confirmed. A reactivation withdraws the question about the user, which then does not stand for the device any more.
 * @param denials what keeps it out
 */
export const isLetIn = (denials: SQL = sql`a.denials`) => sql<boolean>`(cardinality(${denials}) = 0
  or ${denials} <@ array['user_not_active', 'deactivated'] and coalesce((a.device).cause, 'user_deactivated') = 'user_deactivated'
  and exists (
    select from gateway_confirmations o join gateways g on g.tenant_id = o.tenant_id and g.id = o.gateway_id
    where o.tenant_id = a.tenant_id and o.confirmed_at is null and o.change_id = (
      select c.id from cascades c where c.tenant_id = a.tenant_id and c.user_id = a.user_id and c.kind = 'deactivate'
      order by c.id desc limit 1)))`;

/** The same of a key. */
export async function mayConnect(tx: TenantTx, publicKey: string): Promise<boolean> {
  const found = await tx.execute(
    sql`select from device_access a where a.tenant_id = ${tx.tenantId} and a.public_key = ${publicKey} and ${isLetIn()}`,
  );
  return found.length > 0;
}

/** After a change of one device: the gateways have to confirm where its key lost its access, and no longer where it has it back. */
export async function followAccess(
  tx: TenantTx,
  change: {
    /** Of the audit event. */
    readonly id: string;
    readonly userId: string;
    /** With the key that it had before. */
    readonly device: { readonly id: string; readonly publicKey: string };
    /** By `mayConnect`. */
    readonly hadAccess: boolean;
  },
): Promise<void> {
  const { publicKey } = change.device;
  if (change.hadAccess) {
    if (!(await mayConnect(tx, publicKey))) await askGateways(tx, change);
  } else if (await hasAccess(tx, publicKey)) await withdrawQuestion(tx, publicKey);
}

/** A key that may connect again is nothing for a gateway to confirm the end of. */
async function withdrawQuestion(tx: TenantTx, publicKey: string): Promise<void> {
  await tx
    .delete(gatewayConfirmations)
    .where(
      and(
        eq(gatewayConfirmations.tenantId, tx.tenantId),
        eq(gatewayConfirmations.publicKey, publicKey),
        isNull(gatewayConfirmations.confirmedAt),
      ),
    );
}
