import type postgres from "postgres";

/** The promises that the database alone can prove or break, each as a query for what breaks it: a sentence per row. */
const breaches: Readonly<Record<string, string>> = {
  "no active device of an inactive or deleted user": `
    select 'Device ' || d.id || ' is on, and its user ' || u.id || ' is ' || u.status || '.' as sentence
    from devices d join users u on u.tenant_id = d.tenant_id and u.id = d.user_id
    where d.cause is null and u.status in ('inactive', 'deleting')`,
  "no device that a deactivation keeps off of an active user": `
    select 'Device ' || d.id || ' is off as user_deactivated, and its user ' || u.id || ' is ' || u.status || '.' as sentence
    from devices d join users u on u.tenant_id = d.tenant_id and u.id = d.user_id
    where d.cause = 'user_deactivated' and u.status in ('active', 'pending')`,
  "no session of an inactive or deleted user": `
    select 'Session ' || s.id || ' is there, and its user ' || s.user_id || ' is ' || coalesce(u.status, 'gone') || '.' as sentence
    from sessions s left join users u on u.tenant_id = s.tenant_id and u.id = s.user_id
    where u.status is distinct from 'active'`,
  "every cascade finished, or parked with its reason": `
    select 'Cascade ' || id || ' of user ' || user_id || ' is ' || status || ', and tells no reason.' as sentence
    from cascades where status = 'running' or (status = 'failed' and coalesce(failure_reason, '') = '')`,
  "the newest cascade of each user is the one that was carried through": `
    select 'Cascade ' || id || ' is the newest of user ' || user_id || ' and ' || status || '.' as sentence
    from cascades c where status = 'superseded'
      and generation = (select max(generation) from cascades o where o.tenant_id = c.tenant_id and o.user_id = c.user_id)
      and not exists (select from users u where u.tenant_id = c.tenant_id and u.id = c.user_id and u.generation > c.generation)`,
  "one event and one line of the receipt for each device of a cascade": `
    with trail as (
      select cascade_id, target_id, count(*) as events from audit_events
      where actor_kind = 'worker' and target_kind = 'device' group by 1, 2
    )
    select 'Device ' || coalesce(t.target_id, l.device_id) || ' has ' || coalesce(t.events, 0) || ' events and '
      || count(l.device_id) || ' lines of cascade ' || coalesce(t.cascade_id, l.cascade_id) || '.' as sentence
    from trail t full join cascade_devices l on l.cascade_id = t.cascade_id and l.device_id = t.target_id
    where exists (select from cascades c where c.id = coalesce(t.cascade_id, l.cascade_id) and c.requested_at >= $1)
    group by t.cascade_id, t.target_id, t.events, l.cascade_id, l.device_id
    having t.events is distinct from 1 or count(l.device_id) <> 1`,
  "every receipt adds up": `
    select 'Cascade ' || id || ' tells of ' || devices_done || ' devices, and its receipt has '
      || (select count(*) from cascade_devices l where l.cascade_id = c.id) || ' lines.' as sentence
    from cascades c where requested_at >= $1
      and devices_done <> (select count(*) from cascade_devices l where l.cascade_id = c.id)`,
  "one event for each cascade that began": `
    select 'Cascade ' || c.id || ' (' || c.kind || ') began with ' || count(e.id) || ' events.' as sentence
    from cascades c left join audit_events e on e.tenant_id = c.tenant_id and e.cascade_id = c.id and e.actor_kind = 'user'
      and e.action in ('user.deactivated', 'user.reactivated', 'user.deleted', 'user.invitation_accepted')
    where c.requested_at >= $1 group by c.tenant_id, c.id having count(e.id) <> 1`,
  "nothing personal of a deleted user": `
    select 'Details of event ' || d.event_id || ' are there, and user ' || d.subject_id || ' was deleted.' as sentence
    from audit_details d join cascades c on c.tenant_id = d.tenant_id and c.user_id = d.subject_id
    where c.kind = 'delete' and c.status = 'done'`,
  "every confirmation given that a gateway owes": `
    select 'Gateway ' || o.gateway_id || ' has not confirmed ' || o.change_id || ' of user ' || o.user_id || '.' as sentence
    from gateway_confirmations o
    left join cascades c on c.tenant_id = o.tenant_id and c.id = o.change_id
    left join users u on u.tenant_id = o.tenant_id and u.id = o.user_id
    where o.confirmed_at is null and o.asked_at >= $1
      and case when o.public_key is null then u.id is null or u.generation = c.generation
        else not exists (select from access a where a.tenant_id = o.tenant_id and a.public_key = o.public_key) end`,
};

/** Every breach of what must hold when all is quiet. @param since nothing that was asked before it counts */
export async function checkDatabase(sql: postgres.Sql, since: Date): Promise<string[]> {
  const found: string[] = [];
  for (const [promise, query] of Object.entries(breaches)) {
    const rows = await sql.unsafe<{ sentence: string }[]>(query, query.includes("$1") ? [since] : []);
    for (const { sentence } of rows) found.push(`${promise}: ${sentence}`);
  }
  return found;
}
