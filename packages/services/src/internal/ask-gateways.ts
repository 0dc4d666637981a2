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

/** Every gateway that is there has to confirm that what this change took away is off its interface. */
export async function askGateways(tx: TenantTx, change: AskedChange): Promise<void> {
  const { id, userId, device, gatewayId } = change;
  await tx.execute(sql`
    insert into ${gatewayConfirmations} (tenant_id, change_id, gateway_id, user_id, device_id, public_key, asked_at, trace_parent)
    select tenant_id, ${id}::uuid, id, ${userId}::uuid, ${device?.id ?? null}::uuid, ${device?.publicKey ?? null}, statement_timestamp(),
      ${activeTraceParent()}::text
    from ${gateways} where tenant_id = ${tx.tenantId} and (${gatewayId ?? null}::uuid is null or id = ${gatewayId ?? null}::uuid)`);
}

/** A change that took everybody's access away is nothing to confirm any more once they have it again. */
export async function withdrawSuspension(tx: TenantTx): Promise<void> {
  await tx.execute(sql`
    delete from ${gatewayConfirmations} gc using audit_events e
    where gc.tenant_id = ${tx.tenantId} and gc.user_id is null and gc.confirmed_at is null
      and e.tenant_id = gc.tenant_id and e.id = gc.change_id and e.action = 'tenant.suspended'`);
}
