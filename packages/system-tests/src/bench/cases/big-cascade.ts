import { newId } from "@portcullis/db/ids";
import { sideBySide } from "../measure/compare.ts";
import { type Row, ratioRow, valueRow } from "../report/table.ts";
import type { Dataset } from "../seed/dataset.ts";
import { hundredThousand } from "../seed/sizes.ts";
import { memoryOf, startWorker } from "../serve/programs.ts";
import { addFleet, type BenchCase, restore } from "../test-bed/test-bed.ts";

const fleet = 100_000;
/** Megabytes that the worker may take while it carries the cascade through. */
const workerMax = 110;

/** One person's devices switched off with their audit log and receipt, by the worker in its batches and by hand in a statement per table. */
export const bigCascade: BenchCase = async (testBed) => {
  const { dataset, repetitions } = testBed;
  const count = testBed.calls(fleet);
  const tenant = dataset.tenantIds[hundredThousand] ?? "";
  const userId = await addFleet(dataset, hundredThousand, count);
  await using caller = await testBed.caller(hundredThousand);
  await using worker = await startWorker(dataset);
  const memory: number[] = [];
  const taken = await sideBySide(
    repetitions,
    async () => {
      await caller.mutate("user.deactivate", { id: userId });
      const seconds = await finished(dataset, userId);
      memory.push((await memoryOf(worker.pid)).now);
      await restore(dataset, hundredThousand, [userId]);
      return count / seconds;
    },
    async () => {
      const seconds = await byHand(dataset, tenant, userId);
      await restore(dataset, hundredThousand, [userId]);
      return count / seconds;
    },
  );
  const { peak } = await memoryOf(worker.pid);
  const rows: Row[] = [
    ratioRow(
      {
        benchCase: `cascade of ${count} devices with audit log and receipt`,
        unit: "devices/s",
        baseline: "the same rows by hand, one statement per table",
        goal: { is: "at least", value: 0.8 },
      },
      taken.ours,
      taken.baseline,
    ),
    valueRow(
      {
        benchCase: `worker's memory after each of those, at most ${peak.toFixed(0)} MB meanwhile`,
        unit: "MB",
        goal: { is: "at most", value: workerMax },
      },
      memory.slice(1),
    ),
  ];
  return rows;
};

/** Seconds from the request to the last device, by the database's clock. */
async function finished(dataset: Dataset, userId: string): Promise<number> {
  for (;;) {
    const [row] = await dataset.sql<{ seconds: number | null }[]>`
      select extract(epoch from finished_at - requested_at)::float8 as seconds from cascades
      where user_id = ${userId} order by id desc limit 1`;
    if (row?.seconds != null) return row.seconds;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function byHand(dataset: Dataset, tenant: string, userId: string): Promise<number> {
  const began = performance.now();
  const cascadeId = newId();
  await dataset.sql.begin(async (sql) => {
    await sql`update users set status = 'inactive', generation = generation + 1 where tenant_id = ${tenant} and id = ${userId}`;
    await sql`update devices set cause = 'user_deactivated', deactivated_at = now(), updated_at = now()
      where tenant_id = ${tenant} and user_id = ${userId} and cause is null`;
    await sql`insert into cascades (tenant_id, id, user_id, kind, status, generation, requested_at, sessions_ended, devices_total, devices_done, finished_at, next_attempt_at)
      select ${tenant}, ${cascadeId}, ${userId}, 'deactivate', 'done', generation, now(), 0, 0, 0, now(), now() from users
      where tenant_id = ${tenant} and id = ${userId}`;
    await sql`insert into cascade_devices (tenant_id, cascade_id, device_id, switched_at, public_key, addresses)
      select d.tenant_id, ${cascadeId}, d.id, now(), d.public_key, array(select n.network::text from device_addresses n
        where n.tenant_id = d.tenant_id and n.device_id = d.id order by masklen(n.network) desc, n.network)
      from devices d where d.tenant_id = ${tenant} and d.user_id = ${userId}`;
    await sql`insert into audit_events (tenant_id, id, at, action, actor_kind, target_kind, target_id, subject_id, cascade_id, changed)
      select tenant_id, uuidv7(), now(), 'device.deactivated', 'worker', 'device', id, user_id, ${cascadeId}::uuid, '{cause}'
      from devices where tenant_id = ${tenant} and user_id = ${userId}`;
  });
  return (performance.now() - began) / 1_000;
}
