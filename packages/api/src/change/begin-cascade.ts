import { cascades } from "@portcullis/db/schema/cascades";
import { devices } from "@portcullis/db/schema/devices";
import { sequence } from "@portcullis/db/sequence";
import type { TenantTx } from "@portcullis/db/tenant";
import type { CascadeKind } from "@portcullis/domain/cascade";
import type { DeviceCause } from "@portcullis/domain/device/device";
import { activeTraceParent } from "@portcullis/runtime/tracing";
import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { askGateways } from "./acknowledgements.ts";

/** Writes down what the worker is to carry through; what was still being carried through of this user is superseded. */
export async function beginCascade(
  tx: TenantTx,
  cascade: {
    readonly id: string;
    readonly userId: string;
    readonly kind: CascadeKind;
    /** Of the user, after the change. */
    readonly generation: number;
    readonly requestedBy: string;
    readonly reason: string | null;
    readonly sessionsEnded: number;
  },
): Promise<void> {
  const { id, userId, kind } = cascade;
  const isOpen = and(
    eq(cascades.tenantId, tx.tenantId),
    eq(cascades.userId, userId),
    inArray(cascades.status, ["running", "failed"]),
  );
  const begun = tx.insert(cascades).values({
    tenantId: tx.tenantId,
    ...cascade,
    // The database's clock, as everywhere in the queue: another machine's may be ahead, and its cascade would not be due.
    requestedAt: sql`statement_timestamp()`,
    devicesTotal: sql`(select count(*) from ${devices} where ${devices.tenantId} = ${tx.tenantId}
      and ${devices.userId} = ${userId} and ${affectedBy(kind)})`,
    nextAttemptAt: sql`now()`,
    traceParent: activeTraceParent(),
  });
  const superseded = { status: "superseded", finishedAt: sql`statement_timestamp()` } as const;
  // The new one must not supersede itself.
  await sequence(
    tx,
    () => tx.update(cascades).set(superseded).where(isOpen),
    () => begun,
    () => (kind === "reactivate" ? Promise.resolve() : askGateways(tx, { id, userId })),
  );
}

/**
 * Which devices a cascade switches: the one condition behind the preview's count, the progress' total and the statement
 * that acts. Reactivation restores what the deactivation of the user switched off, and nothing else; deletion overrides
 * every cause.
 */
export function affectedBy(kind: CascadeKind): SQL {
  switch (kind) {
    case "deactivate":
      return sql`${devices.cause} is null`;
    case "reactivate":
      return sql`${devices.cause} = 'user_deactivated'`;
    case "delete":
      return sql`${devices.cause} is distinct from 'user_deleted'`;
  }
}

/** The cause that a cascade leaves on the devices it switches; null switches on. */
export const causeAfter: Readonly<Record<CascadeKind, DeviceCause | null>> = {
  deactivate: "user_deactivated",
  reactivate: null,
  delete: "user_deleted",
};
