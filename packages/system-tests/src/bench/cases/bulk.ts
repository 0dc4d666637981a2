import type { Caller } from "../http/caller.ts";
import { quantile, sideBySide } from "../measure/compare.ts";
import { load } from "../measure/load.ts";
import { type Row, ratioRow, valueRow } from "../report/table.ts";
import type { Dataset } from "../seed/dataset.ts";
import { largest } from "../seed/sizes.ts";
import { memoryOf, startWorker } from "../serve/programs.ts";
import { type BenchCase, restore } from "../test-bed/test-bed.ts";

const users = 10_000;
/** Of these, as many person by person: as a script does that knows no bulk operations. */
const oneByOneUsers = 1_000;
const concurrency = 32;
/** Single deactivations, at rest and beside a bulk operation. */
const singles = 40;
/** Megabytes that a worker may have. */
const workerMax = 120;

/**
 * Ten thousand people with five devices each: all off, person by person and as a bulk operation, against one statement per step over
 * all of them; what a single deactivation takes meanwhile, and what the worker needs.
 */
export const bulk: BenchCase = async (testBed) => {
  const { dataset } = testBed;
  const people = await testBed.fresh(testBed.calls(users));
  const ids = people.map(({ id }) => id);
  const others = (await testBed.fresh(singles * 2)).map(({ id }) => id);
  await using caller = await testBed.caller(largest);
  await using worker = await startWorker(dataset);
  const seconds = async (of: readonly string[], work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    const taken = (performance.now() - began) / 1_000;
    await restore(dataset, largest, of);
    return taken;
  };
  const against = (of: readonly string[], work: () => Promise<unknown>, prepare?: () => Promise<unknown>) =>
    sideBySide(
      testBed.repetitions,
      async () => {
        await prepare?.();
        return seconds(of, work);
      },
      () => seconds(of, () => byHand(dataset, of)),
    );
  const some = ids.slice(0, testBed.calls(oneByOneUsers));
  const oneByOne = await against(some, async () => {
    await load((n) => caller.mutate("user.deactivate", { id: some[n] }), { concurrency, calls: some.length, from: 0 });
    await allOff(dataset, some);
  });
  const previews: number[] = [];
  let operationId = "";
  const prepare = async () => {
    const began = performance.now();
    operationId = await preview(caller, dataset, ids);
    previews.push((performance.now() - began) / 1_000);
  };
  const start = async () => {
    await caller.mutate("bulk.start", { id: operationId });
    await allOff(dataset, ids);
  };
  const asBulk = await against(ids, start, prepare);
  const atRest = await deactivate(caller, others.slice(0, singles));
  await prepare();
  const running = start();
  const beside = await deactivate(caller, others.slice(singles));
  await running;
  const { now: megabytes } = await memoryOf(worker.pid);
  await restore(dataset, largest, [...ids, ...others]);
  const row = (count: number, taken: typeof asBulk, goal: number, note: string): Row =>
    ratioRow(
      {
        benchCase: `${count} users × 5 devices, until all are off`,
        unit: "s",
        baseline: "one statement per step over the set",
        goal: { is: "at most", value: goal },
        note,
      },
      taken.ours,
      taken.baseline,
    );
  return [
    row(some.length, oneByOne, 3, `calls of one user, ${concurrency} at once`),
    row(ids.length, asBulk, 2, "as a bulk operation, from its start"),
    valueRow(
      { benchCase: `bulk.preview of ${ids.length} users`, unit: "s", goal: { is: "at most", value: 5 } },
      previews.slice(1),
    ),
    ratioRow(
      {
        benchCase: "user.deactivate beside the bulk operation, p95",
        unit: "ms",
        baseline: "at rest",
        goal: { is: "at most", value: 2 },
      },
      [quantile(beside, 0.95)],
      [quantile(atRest, 0.95)],
    ),
    valueRow({ benchCase: "worker after the bulk operation", unit: "MB", goal: { is: "at most", value: workerMax } }, [
      megabytes,
    ]),
  ];
};

/** Of exactly these people; the operation's id. */
async function preview(caller: Caller, dataset: Dataset, ids: readonly string[]): Promise<string> {
  await caller.mutate("bulk.preview", { action: { verb: "user.deactivate" }, of: { by: "ids", ids } });
  const [row] = await dataset.sql<{ id: string }[]>`select id from bulk_operations order by id desc limit 1`;
  return row?.id ?? "";
}

/** One after the other, as an administrator does; milliseconds of each. */
async function deactivate(caller: Caller, ids: readonly string[]): Promise<number[]> {
  const taken: number[] = [];
  for (const id of ids) {
    const began = performance.now();
    await caller.mutate("user.deactivate", { id });
    taken.push(performance.now() - began);
  }
  return taken;
}

/** Until the worker has nothing of the tenant left; the figures are void where a device has access still. */
async function allOff(dataset: Dataset, ids: readonly string[]): Promise<void> {
  const tenant = dataset.tenantIds[largest] ?? "";
  for (;;) {
    // By what the queue's indexes answer at once: to count devices again and again would take more time than what is measured.
    const [row] = await dataset.sql<{ isLeft: boolean }[]>`
      select exists (select from bulk_operations where tenant_id = ${tenant} and status = 'running')
        or exists (select from cascades where tenant_id = ${tenant} and status = 'running') as "isLeft"`;
    if (row && !row.isLeft) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const [row] = await dataset.sql<{ left: number }[]>`select count(*)::int as left from devices
    where tenant_id = ${tenant} and user_id = any(${[...ids]}::uuid[]) and cause is null`;
  if (row?.left !== 0) throw new Error(`${row?.left} devices were left on.`);
}

/** The same rows but for results and seals, without a lock, a rule or a reader. */
async function byHand(dataset: Dataset, ids: readonly string[]): Promise<void> {
  const tenant = dataset.tenantIds[largest] ?? "";
  await dataset.sql.begin(async (sql) => {
    const theirs = sql`tenant_id = ${tenant} and user_id = any(${[...ids]}::uuid[])`;
    await sql`update users set status = 'inactive', generation = generation + 1, updated_at = now()
      where tenant_id = ${tenant} and id = any(${[...ids]}::uuid[])`;
    await sql`delete from sessions where ${theirs}`;
    await sql`delete from invitations where ${theirs}`;
    await sql`delete from password_resets where ${theirs}`;
    await sql`insert into cascades (tenant_id, id, user_id, kind, status, generation, requested_at, sessions_ended, devices_total, devices_done, finished_at, next_attempt_at)
      select tenant_id, gen_random_uuid(), id, 'deactivate', 'done', generation, now(), 0, 5, 5, now(), now() from users
      where tenant_id = ${tenant} and id = any(${[...ids]}::uuid[])`;
    await sql`update devices set cause = 'user_deactivated', deactivated_at = now(), updated_at = now() where ${theirs} and cause is null`;
    const made = sql`cascades c where c.tenant_id = ${tenant} and c.user_id = any(${[...ids]}::uuid[])`;
    const switched = sql`cascades c join devices d on d.tenant_id = c.tenant_id and d.user_id = c.user_id
      where c.tenant_id = ${tenant} and c.user_id = any(${[...ids]}::uuid[])`;
    await sql`insert into cascade_devices (tenant_id, cascade_id, device_id, switched_at, public_key, addresses)
      select c.tenant_id, c.id, d.id, now(), d.public_key, array(select n.network::text from device_addresses n
        where n.tenant_id = d.tenant_id and n.device_id = d.id order by masklen(n.network) desc, n.network) from ${switched}`;
    await sql`insert into audit_events (tenant_id, id, at, action, actor_kind, target_kind, target_id, subject_id, cascade_id, changed, origin_hash)
      select c.tenant_id, gen_random_uuid(), now(), 'user.deactivated', 'user', 'user', c.user_id, c.user_id, c.id, '{status}', sha256(c.id::text::bytea)
      from ${made}`;
    await sql`insert into audit_origins (tenant_id, event_id, person_id, address, agent, salt)
      select tenant_id, id, actor_id, '192.0.2.7', 'Bench/1.0', sha256(id::text::bytea) from audit_events
      where tenant_id = ${tenant} and subject_id = any(${[...ids]}::uuid[])`;
    await sql`insert into audit_events (tenant_id, id, at, action, actor_kind, target_kind, target_id, subject_id, cascade_id, changed)
      select c.tenant_id, gen_random_uuid(), now(), 'device.deactivated', 'worker', 'device', d.id, c.user_id, c.id, '{cause}' from ${switched}`;
    await sql`select pg_notify('portcullis', json_build_object('tenantId', ${tenant}::text, 'userId', c.user_id, 'cascadeId', c.id, 'sessions', true)::text)
      from ${made}`;
  });
}
