import { randomFrom } from "@portcullis/api/testing/random";
import { type Action, expectedAfter, type ModelUser } from "@portcullis/api/testing/reference-model";
import { expect, it } from "vitest";
import { client } from "./testing/random-changes.ts";
import { openWorkerTestBed, type WorkerTestBed } from "./testing/test-bed.ts";

const seed = 20_261_124;

/** What people did, in the order of their events, which are numbered while the user's row is locked. */
async function readActions({ sql }: WorkerTestBed): Promise<Action[]> {
  return sql<Action[]>`
    select action, subject_id as "subjectId", target_id as "targetId" from audit_events
    where actor_kind = 'user' and subject_id is not null order by id`;
}

async function readUser({ sql }: WorkerTestBed, id: string): Promise<ModelUser | undefined> {
  const [user] = await sql<ModelUser[]>`
    select status, generation, coalesce((select jsonb_object_agg(d.id, d.cause) from devices d where d.user_id = u.id), '{}') as devices
    from users u where id = ${id}`;
  return user;
}

/** Cascades that have not come to rest: none, once the storm is over. */
async function unsettled({ sql }: WorkerTestBed): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from cascades where status in ('running', 'failed')`;
  return row?.n ?? -1;
}

/** Lines of receipts without exactly one event, events of workers without a line, counts that do not add up. */
async function discrepancies({ sql }: WorkerTestBed) {
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
  await using testBed = await openWorkerTestBed();
  const { fixture } = testBed;
  const living = await Promise.all(Array.from({ length: 8 }, () => testBed.aUserWith(6)));
  const big = await testBed.aUserWith(700);
  const invited = { id: (await fixture.aUser({ status: "pending", maxDevices: 100 })).id, deviceIds: [] as string[] };
  invited.deviceIds.push((await fixture.aDevice(invited.id)).id);
  const users = [...living, big, invited];
  const before = await Promise.all(
    users.map(async ({ id }) => Object.assign({ id }, (await readUser(testBed, id)) as ModelUser)),
  );
  const [victim] = await Promise.all([testBed.worker(), testBed.worker(), testBed.worker()]);
  const people = await Promise.all([fixture.aPerson({ role: "ADMIN" }), fixture.aPerson({ role: "ADMIN" })]);
  const callers = [fixture.admin, fixture.owner, ...people, ...people];
  const clients = callers.map(({ call }, n) => client(call, users, randomFrom(seed + n), 40));
  await Promise.race(clients);
  victim.signal("SIGKILL");
  await Promise.all(clients);
  await expect.poll(() => unsettled(testBed), { timeout: 30_000, interval: 50 }).toBe(0);

  const actions = await readActions(testBed);
  for (const user of before) expect(await readUser(testBed, user.id), user.id).toEqual(expectedAfter(actions, user));
  expect(await discrepancies(testBed)).toEqual([]);
  const changes = actions.filter(({ action }) => action.startsWith("user."));
  expect((await testBed.sql`select from cascades`).length).toBe(changes.length);
  expect(new Set(changes.map(({ action }) => action)).size).toBe(3);
});
