import type { Action, ModelUser } from "@portcullis/api/testing/reference-model";
import type postgres from "postgres";

/** What stood there before anything was asked: it is nobody's act. */
export interface Before {
  /** When that was, by the database's clock. */
  readonly since: Date;
  readonly eventIds: ReadonlySet<string>;
  readonly users: ReadonlyMap<string, ModelUser>;
}

export interface AuditLogEvent extends Action {
  readonly id: string;
  readonly actorKind: string;
  readonly cascadeId: string | null;
}

/** The audit log since then, in the order in which it was sealed: of one user that is the order in which it was committed. */
export async function readAuditLog(sql: postgres.Sql, before: Pick<Before, "eventIds">): Promise<AuditLogEvent[]> {
  const events = await sql<AuditLogEvent[]>`
    select e.id, e.action, e.subject_id as "subjectId", e.target_id as "targetId", e.actor_kind as "actorKind",
      e.cascade_id as "cascadeId"
    from audit_seals s cross join unnest(s.event_ids) with ordinality as sealed (id, position)
    join audit_events e on e.tenant_id = s.tenant_id and e.id = sealed.id
    order by s.tenant_id, s.number, sealed.position`;
  return events.filter(({ id }) => !before.eventIds.has(id));
}

export async function readUsers(sql: postgres.Sql, ids: readonly string[]): Promise<Map<string, ModelUser>> {
  const users = await sql<(ModelUser & { id: string })[]>`
    select id, status, generation,
      coalesce((select jsonb_object_agg(d.id, d.cause) from devices d where d.user_id = u.id), '{}') as devices
    from users u where id = any(${[...ids]}::uuid[])`;
  return new Map(users.map(({ id, ...user }) => [id, user]));
}

export async function takeBefore(sql: postgres.Sql, userIds: readonly string[]): Promise<Before> {
  const events = await sql<{ id: string }[]>`select id from audit_events`;
  const [clock] = await sql<{ now: Date }[]>`select now()`;
  return {
    since: clock?.now ?? new Date(),
    eventIds: new Set(events.map(({ id }) => id)),
    users: await readUsers(sql, userIds),
  };
}
