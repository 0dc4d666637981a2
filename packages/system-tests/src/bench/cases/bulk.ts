import { sideBySide } from "../measure/compare.ts";
import { load } from "../measure/load.ts";
import { ratioRow } from "../report/table.ts";
import type { Dataset } from "../seed/dataset.ts";
import { largest } from "../seed/sizes.ts";
import { startWorker } from "../serve/programs.ts";
import { type BenchCase, restore } from "../test-bed/test-bed.ts";

const users = 10_000;
const concurrency = 32;

/** Ten thousand people with five devices each: all off, against one statement per step over the whole set. */
export const bulk: BenchCase = async (testBed) => {
  const { dataset } = testBed;
  const people = await testBed.fresh(testBed.calls(users));
  const ids = people.map(({ id }) => id);
  await using caller = await testBed.caller(largest);
  await using _worker = await startWorker(dataset);
  const seconds = async (work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    const taken = (performance.now() - began) / 1_000;
    await restore(dataset, largest, ids);
    return taken;
  };
  const off = async () => {
    await load((n) => caller.mutate("user.deactivate", { id: ids[n] }), { concurrency, calls: ids.length, from: 0 });
    await allOff(dataset, ids);
  };
  const taken = await sideBySide(
    testBed.repetitions,
    () => seconds(off),
    () => seconds(() => byHand(dataset, ids)),
  );
  return [
    ratioRow(
      {
        benchCase: `${ids.length} users × 5 devices, until all are off`,
        unit: "s",
        baseline: "one statement per step over the set",
        goal: { is: "at most", value: 3 },
        note: `calls of one user, ${concurrency} at once`,
      },
      taken.ours,
      taken.baseline,
    ),
  ];
};

async function allOff(dataset: Dataset, ids: readonly string[]): Promise<void> {
  for (;;) {
    const [row] = await dataset.sql<{ left: number }[]>`select count(*)::int as left from devices
      where tenant_id = ${dataset.tenantIds[largest] ?? ""} and user_id = any(${[...ids]}::uuid[]) and cause is null`;
    if (row?.left === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function byHand(dataset: Dataset, ids: readonly string[]): Promise<void> {
  const tenant = dataset.tenantIds[largest] ?? "";
  await dataset.sql.begin(async (sql) => {
    await sql`update users set status = 'inactive', generation = generation + 1 where tenant_id = ${tenant} and id = any(${[...ids]}::uuid[])`;
    await sql`delete from sessions where tenant_id = ${tenant} and user_id = any(${[...ids]}::uuid[])`;
    await sql`insert into cascades (tenant_id, id, user_id, kind, status, generation, requested_at, sessions_ended, devices_total, devices_done, finished_at, next_attempt_at)
      select tenant_id, gen_random_uuid(), id, 'deactivate', 'done', generation, now(), 0, 5, 5, now(), now() from users
      where tenant_id = ${tenant} and id = any(${[...ids]}::uuid[])`;
    await sql`update devices set cause = 'user_deactivated', deactivated_at = now(), updated_at = now()
      where tenant_id = ${tenant} and user_id = any(${[...ids]}::uuid[]) and cause is null`;
    await sql`insert into cascade_devices (tenant_id, cascade_id, device_id, switched_at)
      select c.tenant_id, c.id, d.id, now() from cascades c join devices d on d.tenant_id = c.tenant_id and d.user_id = c.user_id
      where c.tenant_id = ${tenant} and c.user_id = any(${[...ids]}::uuid[])`;
    await sql`insert into audit_events (tenant_id, id, at, action, actor_kind, target_kind, target_id, subject_id, cascade_id, changed)
      select c.tenant_id, gen_random_uuid(), now(), 'user.deactivated', 'user', 'user', c.user_id, c.user_id, c.id, '{status}'
      from cascades c where c.tenant_id = ${tenant} and c.user_id = any(${[...ids]}::uuid[])`;
    await sql`insert into audit_events (tenant_id, id, at, action, actor_kind, target_kind, target_id, subject_id, cascade_id, changed)
      select c.tenant_id, gen_random_uuid(), now(), 'device.deactivated', 'worker', 'device', d.id, c.user_id, c.id, '{cause}'
      from cascades c join devices d on d.tenant_id = c.tenant_id and d.user_id = c.user_id
      where c.tenant_id = ${tenant} and c.user_id = any(${[...ids]}::uuid[])`;
  });
}
