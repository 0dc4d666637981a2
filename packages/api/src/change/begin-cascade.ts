import { revocation } from "@portcullis/auth/revoke-credentials";
import { cascades } from "@portcullis/db/schema/cascades";
import { devices } from "@portcullis/db/schema/devices";
import { sequence } from "@portcullis/db/sequence";
import type { TenantTx } from "@portcullis/db/tenant";
import type { CascadeKind } from "@portcullis/domain/cascade";
import type { DeviceCause } from "@portcullis/domain/device/device";
import { activeTraceParent } from "@portcullis/runtime/tracing";
import { type SQL, sql } from "drizzle-orm";
import { askGateways } from "./acknowledgements.ts";

/** What the worker is to carry through of one user. */
export interface NewCascade {
  readonly id: string;
  readonly userId: string;
  /** Of the user, after the change. */
  readonly generation: number;
  /** Whether the user could use what it takes away: what the brake counts. */
  readonly lostAccess: boolean;
}

/**
 * Writes down what the worker is to carry through, and how many sessions ended by it where it takes access away: that it does in the
 * same statement. What was still being carried through of these users is superseded.
 */
export async function beginCascades(
  tx: TenantTx,
  act: {
    readonly kind: CascadeKind;
    readonly requestedBy: string;
    readonly reason: string | null;
    readonly bulkId: string | null;
  },
  begun: readonly NewCascade[],
): Promise<void> {
  const { kind, requestedBy, reason, bulkId } = act;
  const userIds = begun.map(({ userId }) => userId);
  const superseded = () =>
    tx.execute(sql`
      update ${cascades} set status = 'superseded', finished_at = statement_timestamp()
      where tenant_id = ${tx.tenantId} and user_id = any(${sql.param(userIds)}::uuid[]) and status in ('running', 'failed')`);
  const takesAway = kind !== "reactivate";
  const inserted = () =>
    // The database's clock, as everywhere in the queue: another machine's may be ahead, and its cascade would not be due.
    tx.execute(sql`
      with ${takesAway ? revocation(tx, userIds) : sql`ended_sessions as (select null::uuid as user_id, 0 as sessions limit 0)`}
      insert into ${cascades} (tenant_id, id, user_id, kind, generation, requested_by, requested_at, reason, sessions_ended,
        devices_total, next_attempt_at, trace_parent, bulk_id, lost_access)
      select ${tx.tenantId}, c.id, c."userId", ${kind}, c.generation, ${requestedBy}, statement_timestamp(), ${reason}, coalesce(ended_sessions.sessions, 0),
        (select count(*) from ${devices} where ${devices.tenantId} = ${tx.tenantId} and ${devices.userId} = c."userId"
          and ${affectedBy(kind)}), now(), ${activeTraceParent()}::text, ${bulkId}::uuid, c."lostAccess"
      from jsonb_to_recordset(${JSON.stringify(begun)}::jsonb)
        as c(id uuid, "userId" uuid, generation int, "lostAccess" boolean)
      left join ended_sessions on ended_sessions.user_id = c."userId"`);
  // The new ones must not supersede themselves.
  await sequence(tx, superseded, inserted, () =>
    takesAway ? askGateways(tx, ...begun.map(({ id, userId }) => ({ id, userId }))) : Promise.resolve(),
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
