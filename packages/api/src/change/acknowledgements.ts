import { cascades } from "@portcullis/db/schema/cascades";
import { gatewayConfirmations, gateways } from "@portcullis/db/schema/gateways";
import { sequence } from "@portcullis/db/sequence";
import type { TenantTx } from "@portcullis/db/tenant";
import {
  type AcknowledgementRecord,
  acknowledgementProgress,
  type GatewayAcknowledgement,
  gatewaysInReceipt,
} from "@portcullis/domain/change-state";
import { reportSeconds } from "@portcullis/domain/gateway";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { activeTraceParent } from "@portcullis/runtime/tracing";
import { type SQL, sql } from "drizzle-orm";
import { nameOfUser } from "../user/internal.ts";

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
  const passedOver = () =>
    tx.execute(sql`
      select from ${gateways} g where g.tenant_id = ${tx.tenantId} and not ${wasContacted} for share`);
  // In a statement of its own, which sees a contact that the one before waited for.
  const asking = () =>
    tx.execute(sql`
      insert into ${gatewayConfirmations} (tenant_id, change_id, gateway_id, user_id, device_id, public_key, asked_at, trace_parent)
      select g.tenant_id, c.id, g.id, c.user_id, c.device_id, c.public_key, statement_timestamp(), ${activeTraceParent()}::text
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        as c(id uuid, user_id uuid, device_id uuid, public_key text, gateway_id uuid)
      join ${gateways} g on g.tenant_id = ${tx.tenantId} and (c.gateway_id is null or g.id = c.gateway_id) and ${wasContacted}`);
  await sequence(tx, passedOver, asking);
}

/** A change that took everybody's access away is nothing to confirm any more once they have it again. */
export async function withdrawSuspension(tx: TenantTx): Promise<void> {
  await tx.execute(sql`
    delete from ${gatewayConfirmations} gc using audit_events e
    where gc.tenant_id = ${tx.tenantId} and gc.user_id is null and gc.confirmed_at is null
      and e.tenant_id = gc.tenant_id and e.id = gc.change_id and e.action = 'tenant.suspended'`);
}

export type StoredAcknowledgements = readonly (AcknowledgementRecord & {
  readonly id: string;
  readonly name: string | null;
  readonly settledBy: string | null;
  readonly settledByName: string | null;
  readonly settledReason: string | null;
  readonly lastHandshake: Timestamp | null;
  readonly received: number | null;
  readonly sent: number | null;
})[];

/**
 * What each gateway has said of a change, as one JSON value. Of a silent gateway counts the setting that its agent last reported:
 * one that was changed since has not reached it.
 * @param changeId of the outer query, with its table's name
 */
export function acknowledgementsOf(tenantId: SQL, changeId: SQL): SQL<StoredAcknowledgements> {
  return sql`coalesce((
    select json_agg(json_build_object('id', a.gateway_id, 'name', a.name, 'exists', a.name is not null, 'askedAt', rfc3339(a.asked_at),
      'confirmedAt', rfc3339(a.confirmed_at), 'settledAt', rfc3339(a.settled_at), 'settledBy', a.settled_by, 'settledByName', a.settled_by_name,
      'settledReason', a.settled_reason, 'lastReport', rfc3339(a.last_report), 'policy', a.policy, 'graceSeconds', a.grace,
      'lastHandshake', rfc3339(a.last_handshake), 'received', a.received, 'sent', a.sent)
      order by a.confirmed_at is not null, a.name, a.gateway_id)
    from (
      select gc.*, g.name, g.last_report, ${nameOfUser(sql`gc.tenant_id`, sql`gc.settled_by`)} as settled_by_name,
        coalesce(g.applied_unreachable, g.unreachable, t.gateway_unreachable) as policy,
        coalesce(g.applied_grace, g.grace, t.gateway_grace) as grace
      from gateway_confirmations gc
      join tenants t on t.id = gc.tenant_id
      left join gateways g on g.tenant_id = gc.tenant_id and g.id = gc.gateway_id
      where gc.tenant_id = ${tenantId} and gc.change_id = ${changeId}
      order by gc.confirmed_at desc nulls first, gc.gateway_id limit ${gatewaysInReceipt}
    ) a), '[]')`;
}

/** Whether no later change of the user was committed: the rule by which gateways are still asked about a cascade. */
export const isCurrentCascade = sql<boolean>`coalesce((select u.generation = ${cascades}.generation from users u
  where u.tenant_id = ${cascades}.tenant_id and u.id = ${cascades}.user_id), true)`;

export function toAcknowledgements(stored: StoredAcknowledgements, now: Date): GatewayAcknowledgement[] {
  return stored.map((row) => {
    const { askedAt, confirmedAt, settledAt, lastHandshake, received, sent } = row;
    // What went by before a confirmation that came at once is no exposure.
    const isLate = confirmedAt !== null && Date.parse(confirmedAt) - Date.parse(askedAt) > reportSeconds * 1000;
    const isKnown = received !== null || sent !== null || lastHandshake !== null;
    return {
      id: row.id,
      name: row.name,
      ...acknowledgementProgress(row, now),
      confirmedAt,
      waitingSince: askedAt,
      settled:
        settledAt && row.settledBy
          ? { at: settledAt, by: { id: row.settledBy, name: row.settledByName }, reason: row.settledReason }
          : null,
      exposure:
        isKnown && (isLate || (lastHandshake !== null && lastHandshake > askedAt))
          ? { lastHandshake, received, sent }
          : null,
    };
  });
}
