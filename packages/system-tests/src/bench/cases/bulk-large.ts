import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "@portcullis/db/ids";
import { type Listener, openListener } from "@portcullis/db/listen";
import type { Caller } from "../http/caller.ts";
import { quantile } from "../measure/compare.ts";
import { watchLocks } from "../measure/watch-locks.ts";
import { type Row, ratioRow, valueRow } from "../report/table.ts";
import type { Dataset } from "../seed/dataset.ts";
import { hundredThousand, largest } from "../seed/sizes.ts";
import { startWorker } from "../serve/programs.ts";
import { type BenchCase, restore, type TestBed } from "../test-bed/test-bed.ts";

const members = 40_000;
/** People who are deactivated one by one; beside the operation at most so many, until it has ended. */
const singles = { warmUp: 200, atRest: 400, beside: 8_000 };
/** Seconds after which a call is refused. */
const callMax = 5;
/** Milliseconds for which a transaction may hold the locks of users. */
const lockMax = 100;

/**
 * A bulk operation over forty thousand people: what a single deactivation takes meanwhile, and how long the worker holds locks. And a
 * preview of as many as an operation may have, against the time that a call has.
 */
export const bulkLarge: BenchCase = async (testBed) => [
  ...(await besideOperation(testBed)),
  await largestPreview(testBed),
];

async function besideOperation(testBed: TestBed): Promise<readonly Row[]> {
  const { dataset, calls } = testBed;
  const [count, warmUp, atRest] = [calls(members), calls(singles.warmUp), calls(singles.atRest)];
  const ids = await peopleWithFewDevices(dataset, count + warmUp + atRest + calls(singles.beside));
  const others = ids.slice(count);
  const groupId = await addGroup(dataset, largest, ids.slice(0, count));
  await using caller = await testBed.caller(largest);
  await using _worker = await startWorker(dataset);
  await using single = await singleDeactivations(dataset, caller);
  await single.deactivate(others.slice(0, warmUp));
  const rest = await single.deactivate(others.slice(warmUp, warmUp + atRest));
  await caller.mutate("bulk.preview", deactivateGroup(groupId));
  const operationId = await newestOperation(dataset);
  await using locks = await watchLocks(dataset.superuserUrl);
  const began = performance.now();
  await caller.mutate("bulk.start", { id: operationId });
  const started = (performance.now() - began) / 1_000;
  const ended = untilEnded(dataset, operationId);
  const meanwhile = await single.deactivate(others.slice(warmUp + atRest), ended);
  await ended;
  const seconds = (performance.now() - began) / 1_000;
  const held = locks.seen();
  await dropGroup(dataset, groupId);
  await restore(dataset, largest, ids);
  const beside = { name: `beside a bulk operation of ${count} users`, note: `it took ${seconds.toFixed(1)} s` };
  return [
    p95("user.deactivate", beside, { rest, meanwhile, of: ({ reply }) => reply }),
    p95("user.deactivate → all devices off", beside, { rest, meanwhile, of: ({ devicesOff }) => devicesOff }),
    longest(
      "batch of the bulk operation",
      held.filter(({ isBatch }) => isBatch),
    ),
    longest(
      "batch of cascades",
      held.filter(({ isBatch }) => !isBatch),
    ),
    valueRow(
      { benchCase: `bulk.start of ${count} users of a group`, unit: "s", goal: { is: "at most", value: callMax } },
      [started],
    ),
  ];
}

function p95(
  what: string,
  beside: { readonly name: string; readonly note: string },
  taken: { readonly rest: readonly Taken[]; readonly meanwhile: readonly Taken[]; readonly of: (one: Taken) => number },
): Row {
  const { rest, meanwhile, of } = taken;
  return ratioRow(
    {
      benchCase: `${what} ${beside.name}, p95`,
      unit: "ms",
      baseline: "at rest",
      goal: { is: "at most", value: 2 },
      note: `${meanwhile.length} one after the other, the slowest ${Math.max(...meanwhile.map(of)).toFixed(0)} ms; ${beside.note}`,
    },
    [quantile(meanwhile.map(of), 0.95)],
    [quantile(rest.map(of), 0.95)],
  );
}

function longest(what: string, held: readonly { readonly ms: number }[]): Row {
  const ms = held.map((transaction) => transaction.ms);
  return valueRow(
    {
      benchCase: `users locked by one ${what}, at most`,
      unit: "ms",
      goal: { is: "at most", value: lockMax },
      note: `of ${ms.length} seen; p50 ${quantile(ms, 0.5).toFixed(0)}, p95 ${quantile(ms, 0.95).toFixed(0)}`,
    },
    [Math.max(...ms)],
  );
}

/** Of as many as an operation may have. A call that was refused because it took too long has missed the goal, whenever that was. */
async function largestPreview(testBed: TestBed): Promise<Row> {
  const { dataset } = testBed;
  const count = dataset.sizes.users[hundredThousand] ?? 0;
  const people = await dataset.sql<{ id: string }[]>`
    select id from users where tenant_id = ${dataset.tenantIds[hundredThousand] ?? ""} and not is_owner and status = 'active'
    order by id limit ${count}`;
  const groupId = await addGroup(
    dataset,
    hundredThousand,
    people.map(({ id }) => id),
  );
  await using caller = await testBed.caller(hundredThousand);
  const seconds: number[] = [];
  let refused = 0;
  for (let turn = 0; turn <= testBed.repetitions; turn++) {
    const began = performance.now();
    const isAnswered = await isAnsweredInTime(caller.mutate("bulk.preview", deactivateGroup(groupId)));
    if (turn === 0) continue;
    seconds.push((performance.now() - began) / 1_000);
    if (!isAnswered) refused++;
  }
  await dropGroup(dataset, groupId);
  const row = valueRow(
    {
      benchCase: `bulk.preview of ${people.length} users of a group`,
      unit: "s",
      goal: { is: "at most", value: callMax },
      ...(refused > 0 && { note: `${refused} of ${seconds.length} refused, because it took too long` }),
    },
    seconds,
  );
  return { ...row, isMet: row.isMet && refused === 0 };
}

async function isAnsweredInTime(call: Promise<void>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.includes(": 503 ")) return false;
    throw error;
  }
}

const deactivateGroup = (groupId: string) => ({
  action: { verb: "user.deactivate" },
  of: { by: "users", filter: { groupId } },
});

/** Milliseconds from the call. */
interface Taken {
  readonly reply: number;
  readonly devicesOff: number;
}

/** Deactivates people as an administrator does, one after the other; notifications say when their devices are off. */
async function singleDeactivations(dataset: Dataset, caller: Caller) {
  const listener: Listener = await openListener(dataset.applicationUrl, "bench listen");
  let waitsFor: { readonly userId: string; readonly heard: number[] } | undefined;
  listener.subscribe((change) => {
    if (change?.cascadeId && change.userId === waitsFor?.userId) waitsFor?.heard.push(performance.now());
  });
  const deactivate = async (userId: string): Promise<Taken> => {
    const heard: number[] = [];
    waitsFor = { userId, heard };
    const began = performance.now();
    await caller.mutate("user.deactivate", { id: userId });
    const reply = performance.now() - began;
    // Of a cascade that ends in its first batch two notifications are sent: that it began, and that it is done.
    while (heard.length < 2) await sleep(1);
    return { reply, devicesOff: (heard[1] ?? Number.NaN) - began };
  };
  return {
    /** All of them, or as many as there is time for until `ended`. */
    async deactivate(userIds: readonly string[], ended?: Promise<unknown>): Promise<readonly Taken[]> {
      const over = { is: false };
      void ended?.finally(() => (over.is = true));
      const taken: Taken[] = [];
      for (const userId of userIds) {
        if (over.is) break;
        taken.push(await deactivate(userId));
      }
      return taken;
    },
    [Symbol.asyncDispose]: () => listener.close(),
  };
}

/** Until the operation is over, and every cascade that it began. */
async function untilEnded(dataset: Dataset, id: string): Promise<void> {
  for (;;) {
    const [row] = await dataset.sql<{ isOpen: boolean }[]>`
      select finished_at is null or exists (select from cascades c
        where c.tenant_id = b.tenant_id and c.bulk_id = b.id and c.finished_at is null) as "isOpen"
      from bulk_operations b where b.id = ${id}`;
    if (row?.isOpen === false) return;
    await sleep(200);
  }
}

/** Of the largest tenant, each with one to four devices: nobody whom another case is given. */
async function peopleWithFewDevices(dataset: Dataset, count: number): Promise<readonly string[]> {
  const people = await dataset.sql<{ id: string }[]>`
    select id from users u
    where tenant_id = ${dataset.tenantIds[largest] ?? ""} and not is_owner and status = 'active'
      and (select count(*) from devices d where d.tenant_id = u.tenant_id and d.user_id = u.id) between 1 and 4
    order by md5(id::text) limit ${count}`;
  if (people.length < count) throw new Error(`Only ${people.length} of ${count} people have one to four devices.`);
  return people.map(({ id }) => id);
}

async function newestOperation(dataset: Dataset): Promise<string> {
  const [row] = await dataset.sql<{ id: string }[]>`select id from bulk_operations order by id desc limit 1`;
  if (!row) throw new Error("No bulk operation was previewed.");
  return row.id;
}

/** A group with these members: more than can be named by their ids in one call. */
async function addGroup(dataset: Dataset, tenant: number, userIds: readonly string[]): Promise<string> {
  const [tenantId, groupId] = [dataset.tenantIds[tenant] ?? "", newId()];
  await dataset.sql`insert into groups (tenant_id, id, name) values (${tenantId}, ${groupId}, ${`Bench ${groupId}`})`;
  await dataset.sql`insert into group_members (tenant_id, group_id, user_id)
    select ${tenantId}::uuid, ${groupId}::uuid, id from unnest(${[...userIds]}::uuid[]) id`;
  await dataset.sql`vacuum (analyze) group_members`;
  return groupId;
}

async function dropGroup(dataset: Dataset, groupId: string): Promise<void> {
  await dataset.sql`delete from groups where id = ${groupId}`;
}
