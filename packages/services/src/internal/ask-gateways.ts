import { gatewayConfirmations, gateways } from "@portcullis/db/schema/gateways";
import type { TenantTx } from "@portcullis/db/tenant";
import { activeTraceParent } from "@portcullis/telemetry/tracing";
import { sql } from "drizzle-orm";

/** Every gateway that is there owes its word that what this change took away is off its interface. */
export async function askGateways(
  tx: TenantTx,
  change: {
    /** Of the cascade, or of the audit event. */
    readonly id: string;
    readonly userId: string;
    /** Where one device lost its access: it, with the key that has to go. */
    readonly device?: { readonly id: string; readonly publicKey: string };
  },
): Promise<void> {
  const { id, userId, device } = change;
  await tx.execute(sql`
    insert into ${gatewayConfirmations} (tenant_id, change_id, gateway_id, user_id, device_id, public_key, asked_at, trace_parent)
    select tenant_id, ${id}::uuid, id, ${userId}::uuid, ${device?.id ?? null}::uuid, ${device?.publicKey ?? null}, statement_timestamp(),
      ${activeTraceParent()}::text
    from ${gateways} where tenant_id = ${tx.tenantId}`);
}
