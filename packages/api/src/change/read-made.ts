import { type TenantTx, withTenantReadOnly } from "@portcullis/db/tenant";
import { cascadeById } from "@portcullis/domain/cascade";
import type { Timestamp } from "@portcullis/domain/timestamp";
import {
  type MadeLately,
  type MadeThing,
  madeActions,
  madeLately,
  madeLatelyDays,
  madeLatelyMax,
} from "@portcullis/domain/user/made-lately";
import { sql } from "drizzle-orm";
import { useCase } from "../kernel/use-case.ts";
import { nameOfUser } from "../user/internal.ts";
import { readRequest } from "./internal.ts";

/**
 * What the user of a change made for others before it, and what of that still stands now: what is left to look after when
 * somebody is switched off. @throws {DomainError} NOT_FOUND
 */
export const readMadeBefore = useCase(
  { access: { permission: "user:read" }, subject: "cascade" },
  cascadeById,
  madeLately,
  (ctx, input) =>
    withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const cascade = await readRequest(tx, input.id);
      return readMadeLately(tx, cascade.userId, cascade.requestedAt);
    }),
);

/** Events of a person that are looked through at most: somebody may have made very many. */
const lookedThroughMax = 20_000;

interface Row extends Record<string, unknown> {
  readonly action: MadeThing["action"];
  readonly at: string;
  readonly kind: MadeThing["target"]["kind"];
  readonly id: string;
  readonly name: string | null;
  readonly user_id: string | null;
  readonly user_name: string | null;
  readonly looked_through: number;
}

const e = { tenantId: sql.raw("e.tenant_id"), targetId: sql.raw("e.target_id"), subjectId: sql.raw("e.subject_id") };

/**
 * What somebody made for others, or holds a secret of, within ninety days before `until`, and that still stands: devices that
 * are on, people who are there, links that are open, tokens that are not replaced. By the audit log, so also of who is gone.
 */
export async function readMadeLately(tx: TenantTx, makerId: string, until: Timestamp): Promise<MadeLately> {
  const rows = await tx.execute<Row>(sql`
    with looked as materialized (
      select tenant_id, id, at, action, actor_id, target_kind, target_id, subject_id from audit_events
      where tenant_id = ${tx.tenantId} and actor_id = ${makerId}
        and at > ${until}::timestamptz - make_interval(days => ${madeLatelyDays}::int)
      order by at desc, id desc limit ${lookedThroughMax}
    ), made as (
      select distinct on (action, target_id) * from looked
      where action = any(${sql.param([...madeActions])}::text[]) and subject_id is distinct from actor_id
      order by action, target_id, at desc, id desc
    )
    select e.action, e.at, e.target_kind as kind, e.target_id as id, e.subject_id as user_id,
      case e.target_kind when 'user' then ${nameOfUser(e.tenantId, e.targetId)} when 'device' then d.name else g.name end as name,
      ${nameOfUser(e.tenantId, e.subjectId)} as user_name, (select count(*)::int from looked) as looked_through
    from made e
    left join devices d on e.target_kind = 'device' and d.tenant_id = e.tenant_id and d.id = e.target_id
    left join gateways g on e.target_kind = 'gateway' and g.tenant_id = e.tenant_id and g.id = e.target_id
    left join users u on e.target_kind = 'user' and u.tenant_id = e.tenant_id and u.id = e.target_id and u.status <> 'deleting'
    where case
      when e.action = 'device.posture_token_made' then exists (select from device_tokens t
        where t.tenant_id = e.tenant_id and t.device_id = e.target_id and t.created_at <= e.at)
      when e.target_kind = 'device' then d.cause is null and d.id is not null
      when e.target_kind = 'gateway' then g.id is not null
      when e.action = 'user.password_reset_requested' then exists (select from password_resets p
        where p.tenant_id = e.tenant_id and p.user_id = e.target_id and p.requested_by = e.actor_id and p.expires_at > now())
      when e.action = 'tenant.ownership_offered' then exists (select from ownership_offers o
        where o.tenant_id = e.tenant_id and o.offered_to = e.target_id and o.offered_by = e.actor_id and o.expires_at > now())
      else u.id is not null end
    order by e.at desc, e.id desc limit ${madeLatelyMax + 1}`);
  const items = rows.slice(0, madeLatelyMax).map((row) => ({
    action: row.action,
    at: row.at,
    target: { kind: row.kind, id: row.id, name: row.name },
    user: row.user_id === null || row.user_id === row.id ? null : { id: row.user_id, name: row.user_name },
  }));
  const lookedThrough = rows[0]?.looked_through ?? 0;
  return { items, complete: rows.length <= madeLatelyMax && lookedThrough < lookedThroughMax };
}
