import { changeSet, membersAtOnce } from "@portcullis/api/kernel/change-set";
import { lifecycleForms } from "@portcullis/api/user/change-lifecycle";
import { deactivateUser } from "@portcullis/api/user/deactivate-user";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { withTenant } from "@portcullis/db/tenant";
import { sideBySide } from "../measure/compare.ts";
import { load } from "../measure/load.ts";
import { ratioRow } from "../report/table.ts";
import type { Dataset } from "../seed/dataset.ts";
import { largest } from "../seed/sizes.ts";
import { startWorker } from "../serve/programs.ts";
import { type BenchCase, contextOfOwner, restore } from "../test-bed/test-bed.ts";

const users = 10_000;
const concurrency = 32;

/**
 * Ten thousand people with five devices each: all off, person by person and in sets, against one statement per step over all of
 * them.
 */
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
  const against = (work: () => Promise<unknown>) =>
    sideBySide(
      testBed.repetitions,
      () => seconds(work),
      () => seconds(() => byHand(dataset, ids)),
    );
  const oneByOne = await against(off);
  const inSets = await against(() => offInSets(dataset, ids));
  const row = (taken: Awaited<ReturnType<typeof against>>, goal: number, note: string) =>
    ratioRow(
      {
        benchCase: `${ids.length} users × 5 devices, until all are off`,
        unit: "s",
        baseline: "one statement per step over the set",
        goal: { is: "at most", value: goal },
        note,
      },
      taken.ours,
      taken.baseline,
    );
  return [
    row(oneByOne, 3, `calls of one user, ${concurrency} at once`),
    row(inSets, 2, `sets of ${membersAtOnce}, without HTTP`),
  ];
};

/** As a bulk operation acts: a transaction for each set, in the order of the ids. */
async function offInSets(dataset: Dataset, ids: readonly string[]): Promise<void> {
  const db = openDatabase(dataset.applicationUrl, { applicationName: "bench", max: 1 });
  try {
    const { principal } = await contextOfOwner(dataset, db, largest);
    const inOrder = ids.toSorted();
    for (let from = 0; from < inOrder.length; from += membersAtOnce) {
      const userIds = inOrder.slice(from, from + membersAtOnce);
      await withTenant(db, principal.tenantId, (tx) =>
        changeSet(lifecycleForms.deactivate, tx, { principal, meta: deactivateUser.meta }, { ids: userIds, input: {} }),
      );
    }
    await allOff(dataset, ids);
  } finally {
    await closeDatabase(db);
  }
}

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
