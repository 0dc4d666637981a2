import { cascades } from "@portcullis/db/schema/cascades";
import {
  type AcknowledgementRecord,
  acknowledgementProgress,
  type GatewayAcknowledgement,
  gatewaysInReceipt,
} from "@portcullis/domain/change-state";
import { reportSeconds } from "@portcullis/domain/gateway";
import { type SQL, sql } from "drizzle-orm";
import { nameOfUser } from "./name-of-user.ts";
import { type Stored, toTimestamp } from "./stored-record.ts";

export type StoredAcknowledgements = readonly Stored<
  AcknowledgementRecord & {
    readonly id: string;
    readonly name: string | null;
    readonly settledBy: string | null;
    readonly settledByName: string | null;
    readonly settledReason: string | null;
    readonly lastHandshake: Date | null;
    readonly received: number | null;
    readonly sent: number | null;
  }
>[];

/**
 * What each gateway has said of a change, as one JSON value. Of a silent gateway counts the setting that its agent last reported:
 * one that was changed since has not reached it.
 * @param changeId of the outer query, with its table's name
 */
export function acknowledgementsOf(tenantId: SQL, changeId: SQL): SQL<StoredAcknowledgements> {
  return sql`coalesce((
    select json_agg(json_build_object('id', a.gateway_id, 'name', a.name, 'exists', a.name is not null, 'askedAt', a.asked_at,
      'confirmedAt', a.confirmed_at, 'settledAt', a.settled_at, 'settledBy', a.settled_by, 'settledByName', a.settled_by_name,
      'settledReason', a.settled_reason, 'lastReport', a.last_report, 'policy', a.policy, 'graceSeconds', a.grace,
      'lastHandshake', a.last_handshake, 'received', a.received, 'sent', a.sent)
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
    const rows: AcknowledgementRecord = {
      askedAt: toTimestamp(row.askedAt),
      confirmedAt: toTimestamp(row.confirmedAt),
      settledAt: toTimestamp(row.settledAt),
      exists: row.exists,
      lastReport: toTimestamp(row.lastReport),
      policy: row.policy,
      graceSeconds: row.graceSeconds,
    };
    const { settledAt } = rows;
    const lastHandshake = toTimestamp(row.lastHandshake);
    const { received, sent } = row;
    const { askedAt, confirmedAt } = rows;
    // What went by before a confirmation that came at once is no exposure.
    const isLate = confirmedAt !== null && confirmedAt.getTime() - askedAt.getTime() > reportSeconds * 1000;
    const isKnown = received !== null || sent !== null || lastHandshake !== null;
    return {
      id: row.id,
      name: row.name,
      ...acknowledgementProgress(rows, now),
      confirmedAt: rows.confirmedAt,
      waitingSince: rows.askedAt,
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
