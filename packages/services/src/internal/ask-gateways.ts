import { gatewayConfirmations, gateways } from "@portcullis/db/schema/gateways";
import type { TenantTx } from "@portcullis/db/tenant";
import { activeTraceParent } from "@portcullis/telemetry/tracing";
import { and, eq, isNull, sql } from "drizzle-orm";

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

/** Stands for the user where a change was of a whole tenant: nobody has this id. */
export const wholeTenant = "00000000-0000-0000-0000-000000000000";

/** As above for a change that took everybody's access away: one question for each gateway, however many devices there are. */
export const askGatewaysOfTenant = (tx: TenantTx, eventId: string): Promise<void> =>
  askGateways(tx, { id: eventId, userId: wholeTenant });

/** Where everybody has their access again, there is nothing to confirm any more. */
export async function withdrawQuestionOfTenant(tx: TenantTx): Promise<void> {
  await tx
    .delete(gatewayConfirmations)
    .where(
      and(
        eq(gatewayConfirmations.tenantId, tx.tenantId),
        eq(gatewayConfirmations.userId, wholeTenant),
        isNull(gatewayConfirmations.confirmedAt),
      ),
    );
}
