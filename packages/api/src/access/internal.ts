import { gatewayConfirmations } from "@portcullis/db/schema/gateways";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { askGateways } from "../change/acknowledgements.ts";

/** Which of these keys may connect, by the access view. */
async function keysWithAccess(tx: TenantTx, publicKeys: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await tx.execute<{ public_key: string }>(
    sql`select public_key from access where tenant_id = ${tx.tenantId} and public_key = any(${sql.param([...publicKeys])}::text[])`,
  );
  return new Set(found.map((row) => row.public_key));
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

/** The same of keys: those that it may let in. */
export async function keysLetIn(tx: TenantTx, publicKeys: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await tx.execute<{ public_key: string }>(sql`
    select a.public_key from device_access a
    where a.tenant_id = ${tx.tenantId} and a.public_key = any(${sql.param([...publicKeys])}::text[]) and ${isLetIn()}`);
  return new Set(found.map((row) => row.public_key));
}

interface ChangedDevice {
  /** Of the audit event. */
  readonly id: string;
  readonly userId: string;
  /** With the key that it had before. */
  readonly device: { readonly id: string; readonly publicKey: string };
  /** By `isLetIn`. */
  readonly hadAccess: boolean;
}

/** After a change of devices: the gateways have to confirm where a key lost its access, and no longer where it has it back. */
export async function followAccess(tx: TenantTx, ...changes: readonly ChangedDevice[]): Promise<void> {
  const [had, hadNot] = [changes.filter(({ hadAccess }) => hadAccess), changes.filter(({ hadAccess }) => !hadAccess)];
  if (had.length > 0) {
    const letIn = await keysLetIn(tx, had.map(keyOf));
    const lost = had.filter((change) => !letIn.has(keyOf(change)));
    if (lost.length > 0) await askGateways(tx, ...lost);
  }
  if (hadNot.length === 0) return;
  const regained = await keysWithAccess(tx, hadNot.map(keyOf));
  if (regained.size > 0) await withdrawQuestions(tx, [...regained]);
}

const keyOf = ({ device }: ChangedDevice) => device.publicKey;

/** A key that may connect again is nothing for a gateway to confirm the end of. */
async function withdrawQuestions(tx: TenantTx, publicKeys: readonly string[]): Promise<void> {
  await tx
    .delete(gatewayConfirmations)
    .where(
      and(
        eq(gatewayConfirmations.tenantId, tx.tenantId),
        sql`${gatewayConfirmations.publicKey} = any(${sql.param([...publicKeys])}::text[])`,
        isNull(gatewayConfirmations.confirmedAt),
      ),
    );
}
