import { randomFrom } from "@portcullis/api/testing/random";
import { type Deed, expectedAfter, type ModelUser } from "@portcullis/api/testing/reference-model";
import { expect, it } from "vitest";
import { client } from "./testing/storm.ts";
import { testYard, type Yard } from "./testing/yard.ts";

const seed = 20_261_124;

/** What people did, in the order of their events, which are numbered while the user's row is locked. */
async function readDeeds({ sql }: Yard): Promise<Deed[]> {
  return sql<Deed[]>`
    select action, subject_id as "subjectId", target_id as "targetId" from audit_events
    where actor_kind = 'user' and subject_id is not null order by id`;
}

async function readUser({ sql }: Yard, id: string): Promise<ModelUser | undefined> {
  const [user] = await sql<ModelUser[]>`
    select status, generation, coalesce((select jsonb_object_agg(d.id, d.cause) from devices d where d.user_id = u.id), '{}') as devices
    from users u where id = ${id}`;
  return user;
}

/** Cascades that have not come to rest: none, once the storm is over. */
async function unsettled({ sql }: Yard): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from cascades where status in ('running', 'failed')`;
  return row?.n ?? -1;
}

/** Lines of receipts without exactly one event, events of workers without a line, counts that do not add up. */
async function discrepancies({ sql }: Yard) {
  return sql`
    with trail as (
      select cascade_id, target_id, count(*) as events from audit_events
      where actor_kind = 'worker' and target_kind = 'device' group by 1, 2
    )
    select 'event' as what, coalesce(t.cascade_id, l.cascade_id) as cascade, coalesce(t.target_id, l.device_id) as device
    from trail t full join cascade_devices l on l.cascade_id = t.cascade_id and l.device_id = t.target_id
    where t.events is distinct from 1 or l.device_id is null
    union all
    select 'count', c.id, null from cascades c
    where devices_done <> (select count(*) from cascade_devices l where l.cascade_id = c.id)
    union all
    select 'last', c.id, null from cascades c
    where status <> 'done' and generation = (select max(generation) from cascades o where o.user_id = c.user_id)`;
}

it("a storm of clients and workers, one of them killed, ends as if everything had been done at once and in order", async () => {
  await using yard = await testYard();
  const { world } = yard;
  const living = await Promise.all(Array.from({ length: 8 }, () => yard.aUserWith(6)));
  const big = await yard.aUserWith(700);
  const invited = { id: (await world.aUser({ status: "pending", maxDevices: 100 })).id, deviceIds: [] as string[] };
  invited.deviceIds.push((await world.aDevice(invited.id)).id);
  const users = [...living, big, invited];
  const before = await Promise.all(
    users.map(async ({ id }) => Object.assign({ id }, (await readUser(yard, id)) as ModelUser)),
  );
  const [victim] = await Promise.all([yard.worker(), yard.worker(), yard.worker()]);
  const people = await Promise.all([world.aPerson({ role: "ADMIN" }), world.aPerson({ role: "ADMIN" })]);
  const callers = [world.admin, world.owner, ...people, ...people];
  const clients = callers.map(({ call }, n) => client(call, users, randomFrom(seed + n), 40));
  await Promise.race(clients);
  victim.signal("SIGKILL");
  await Promise.all(clients);
  await expect.poll(() => unsettled(yard), { timeout: 30_000, interval: 50 }).toBe(0);

  const deeds = await readDeeds(yard);
  for (const user of before) expect(await readUser(yard, user.id), user.id).toEqual(expectedAfter(deeds, user));
  expect(await discrepancies(yard)).toEqual([]);
  const changes = deeds.filter(({ action }) => action.startsWith("user."));
  expect((await yard.sql`select from cascades`).length).toBe(changes.length);
  expect(new Set(changes.map(({ action }) => action)).size).toBe(3);
});
