import { newId } from "@portcullis/db/ids";
import { cascades } from "@portcullis/db/schema/cascades";
import { devices } from "@portcullis/db/schema/devices";
import type { TenantTx } from "@portcullis/db/tenant";
import type { CascadeKind } from "@portcullis/domain/cascade";
import { activeTraceParent } from "@portcullis/telemetry/tracing";
import { and, eq, inArray, sql } from "drizzle-orm";
import { affectedBy } from "./affected-devices.ts";
import { askGateways } from "./ask-gateways.ts";

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
    traceParent: activeTraceParent(),
  });
  if (cascade.kind !== "reactivate") await askGateways(tx, { id, userId: cascade.userId });
  return id;
}
