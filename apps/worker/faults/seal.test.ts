import { verifyAuditLog } from "@portcullis/api/audit/verify-audit-log";
import { recordAudits } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import { expect, it } from "vitest";
import { openWorkerTestBed, type WorkerTestBed } from "./testing/test-bed.ts";

const write = ({ fixture }: WorkerTestBed, count: number) =>
  fixture.inScope((tx) =>
    recordAudits(
      tx,
      Array.from({ length: count }, () => ({
        action: "user.updated",
        actor: { kind: "worker", id: null },
        target: { kind: "user", id: newId() },
      })),
    ),
  );

const verify = ({ fixture }: WorkerTestBed) =>
  verifyAuditLog({ db: fixture.db, principal: { kind: "operator", tenantId: fixture.tenantId } });

it("kill -9 in the middle of a seal: another worker goes on, without a gap and each event once", async () => {
  await using testBed = await openWorkerTestBed();
  for (let n = 0; n < 20; n++) await write(testBed, 1000);
  // The seal of the sixth portion is written and not committed: its removal from the queue waits for this row.
  const locked = await testBed.sql.reserve();
  await locked`begin`;
  await locked`select from audit_unsealed where number = (select min(number) + 5 from audit_unsealed) for update`;
  const killed = await testBed.worker();
  // As the workers' own role: others are not told what they wait for.
  const waiting = () => testBed.fixture.db.$client`
    select from pg_stat_activity
    where datname = current_database() and application_name = 'portcullis-worker' and wait_event_type = 'Lock'`;
  await expect.poll(waiting).toHaveLength(1);
  killed.signal("SIGKILL");
  expect(await killed.ended).toBe("SIGKILL");
  await locked`rollback`;
  locked.release();

  await testBed.worker();
  const state = () => testBed.fixture.owner.call.audit.seal();
  await expect.poll(state, { timeout: 60_000 }).toMatchObject({ waiting: 0 });
  const { sealed, head } = await state();
  expect(sealed).toBeGreaterThanOrEqual(20_000);
  expect(await verify(testBed)).toMatchObject({
    sound: { events: sealed, waiting: 0, head: { number: head?.number } },
  });
});

it("three workers seal one audit log at once: one chain, and SIGTERM leaves no half of a seal", async () => {
  await using testBed = await openWorkerTestBed();
  const workers = await Promise.all([testBed.worker(), testBed.worker(), testBed.worker()]);
  const writers = Array.from({ length: 4 }, async () => {
    for (let n = 0; n < 25; n++) await write(testBed, 200);
  });
  await Promise.all(writers);
  workers[0]?.signal("SIGTERM");
  expect(await workers[0]?.ended).toBe(0);
  const state = () => testBed.fixture.owner.call.audit.seal();
  await expect.poll(state, { timeout: 60_000 }).toMatchObject({ waiting: 0 });
  expect(await verify(testBed)).toMatchObject({ sound: { events: (await state()).sealed } });
});
