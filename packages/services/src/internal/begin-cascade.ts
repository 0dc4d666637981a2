import { newId } from "@portcullis/db/ids";
import { cascades } from "@portcullis/db/schema/cascades";
import { devices } from "@portcullis/db/schema/devices";
import { gatewayConfirmations, gateways } from "@portcullis/db/schema/gateways";
import type { TenantTx } from "@portcullis/db/tenant";
import type { CascadeKind } from "@portcullis/domain/cascade";
import { and, eq, inArray, sql } from "drizzle-orm";
import { affectedBy } from "./affected-devices.ts";

/** Writes down what the worker is to carry through; what was still being carried through of this user is superseded. Returns the new id. */
export async function beginCascade(
  tx: TenantTx,
  cascade: {
    readonly userId: string;
    readonly kind: CascadeKind;
    /** Of the user, after the change. */
    readonly generation: number;
    readonly requestedBy: string;
    readonly reason: string | null;
    readonly sessionsEnded: number;
  },
): Promise<string> {
  const id = newId();
  await tx
    .update(cascades)
    .set({ status: "superseded", finishedAt: sql`statement_timestamp()` })
    .where(
      and(
        eq(cascades.tenantId, tx.tenantId),
        eq(cascades.userId, cascade.userId),
        inArray(cascades.status, ["running", "failed"]),
      ),
    );
  await tx.insert(cascades).values({
    tenantId: tx.tenantId,
    id,
    ...cascade,
    // The database's clock, as everywhere in the queue: another machine's may be ahead, and its cascade would not be due.
    requestedAt: sql`statement_timestamp()`,
    devicesTotal: sql`(select count(*) from ${devices} where ${devices.tenantId} = ${tx.tenantId}
      and ${devices.userId} = ${cascade.userId} and ${affectedBy(cascade.kind)})`,
    nextAttemptAt: sql`now()`,
  });
  if (cascade.kind !== "reactivate") await askGateways(tx, id);
  return id;
}

/** Every gateway that is there owes the receipt its word that the user is off its interface. */
async function askGateways(tx: TenantTx, cascadeId: string): Promise<void> {
  await tx.execute(sql`
    insert into ${gatewayConfirmations} (tenant_id, cascade_id, gateway_id)
    select tenant_id, ${cascadeId}::uuid, id from ${gateways} where tenant_id = ${tx.tenantId}`);
}
