import { gatewayConfirmations, gateways } from "@portcullis/db/schema/gateways";
import type { TenantTx } from "@portcullis/db/tenant";
import { activeTraceParent } from "@portcullis/telemetry/tracing";
import { sql } from "drizzle-orm";

interface AskedChange {
  /** Of the cascade, or of the audit event. */
  readonly id: string;
  /** Null where the change is everybody's: of the tenant's rules, or of the gateway itself. */
  readonly userId: string | null;
  /** Where one device lost its access: it, with the key that has to go. */
  readonly device?: { readonly id: string; readonly publicKey: string };
  /** Where only this gateway is to confirm. */
  readonly gatewayId?: string;
}

/** Whether the gateway's agent ever came for the peers: nobody was let in by one that did not. */
const wasContacted = sql`num_nonnulls(g.contacted_at, g.last_report) > 0`;

/**
 * Every gateway that ever had peers has to confirm that what these changes took away is off its interface. One that has not waits
 * with its first ones for the commit.
 */
export async function askGateways(tx: TenantTx, ...changes: readonly AskedChange[]): Promise<void> {
  const asked = changes.map(({ id, userId, device, gatewayId }) => ({
    id,
    user_id: userId,
    device_id: device?.id ?? null,
    public_key: device?.publicKey ?? null,
    gateway_id: gatewayId ?? null,
  }));
  const passedOver = tx.execute(sql`
    select from ${gateways} g where g.tenant_id = ${tx.tenantId} and not ${wasContacted} for share`);
  // In a statement of its own, which sees a contact that the one before waited for.
  const asking = tx.execute(sql`
    insert into ${gatewayConfirmations} (tenant_id, change_id, gateway_id, user_id, device_id, public_key, asked_at, trace_parent)
    select g.tenant_id, c.id, g.id, c.user_id, c.device_id, c.public_key, statement_timestamp(), ${activeTraceParent()}::text
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
      as c(id uuid, user_id uuid, device_id uuid, public_key text, gateway_id uuid)
    join ${gateways} g on g.tenant_id = ${tx.tenantId} and (c.gateway_id is null or g.id = c.gateway_id) and ${wasContacted}`);
  await Promise.all([passedOver.execute(), asking.execute()]);
}

/** A change that took everybody's access away is nothing to confirm any more once they have it again. */
export async function withdrawSuspension(tx: TenantTx): Promise<void> {
  await tx.execute(sql`
    delete from ${gatewayConfirmations} gc using audit_events e
    where gc.tenant_id = ${tx.tenantId} and gc.user_id is null and gc.confirmed_at is null
      and e.tenant_id = gc.tenant_id and e.id = gc.change_id and e.action = 'tenant.suspended'`);
}
