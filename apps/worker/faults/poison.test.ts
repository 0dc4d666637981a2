import { expect, it } from "vitest";
import { causesOf, onceEach, untilCascade, writtenBy } from "./testing/record.ts";
import { openWorkerTestBed, type WorkerTestBed } from "./testing/test-bed.ts";

/** Makes every change of one device fail, until disposed of. */
async function poison({ sql }: WorkerTestBed, deviceId: string): Promise<{ remove: () => Promise<unknown> }> {
  await sql`create function refuse() returns trigger language plpgsql as $$ begin raise 'this device is poisoned'; end $$`;
  await sql.unsafe(`create trigger poison before update on devices for each row
    when (new.id = '${deviceId}') execute function refuse()`);
  return { remove: () => sql`drop trigger poison on devices` };
}

/** Lets the back-off's delays pass: a parked cascade has had all its attempts. */
async function untilParked(testBed: WorkerTestBed, cascadeId: string): Promise<void> {
  const hurry = async () => {
    await testBed.sql`update cascades set next_attempt_at = now() where id = ${cascadeId} and status = 'running'`;
    await testBed.sql`select pg_notify('portcullis', ${JSON.stringify({ tenantId: testBed.fixture.tenantId, cascadeId })})`;
    return (await testBed.sql`select status from cascades where id = ${cascadeId}`)[0]?.["status"];
  };
  await expect.poll(hurry, { timeout: 30_000, interval: 50 }).toBe("failed");
}

it("a poisoned device parks its own cascade with the reason, no other, and a retry finishes once it is cured", async () => {
  await using testBed = await openWorkerTestBed();
  const { call } = testBed.fixture.admin;
  const [sick, ...healthy] = await Promise.all([testBed.aUserWith(3), testBed.aUserWith(3), testBed.aUserWith(3)]);
  const { remove } = await poison(testBed, sick.deviceIds[1] ?? "");
  await testBed.worker();
  await testBed.worker();
  const deactivate = async ({ id }: { id: string }) => (await call.user.deactivate({ id })).cascade?.id ?? "";
  const parked = await deactivate(sick);
  const others = await Promise.all(healthy.map(deactivate));

  await Promise.all(others.map((id) => untilCascade(testBed, id, "done")));
  await untilParked(testBed, parked);
  const failed = await call.cascade.get({ id: parked });
  expect(failed).toMatchObject({
    status: "failed",
    attempts: 8,
    failureReason: expect.stringMatching(/^A function or trigger in the database refused the change\. .+\.$/),
  });
  expect(await causesOf(testBed, sick.id)).toEqual({ on: 3 });
  expect((await call.cascade.list({ status: ["failed"] })).items.map(({ id }) => id)).toEqual([parked]);
  const auditLog = await call.audit.list({ action: ["cascade.failed"] });
  expect(auditLog.items).toHaveLength(1);
  // Parked or not: nobody gets in.
  expect(await testBed.sql`select from access where user_id = ${sick.id}`).toHaveLength(0);

  await remove();
  await call.cascade.retry({ id: parked });
  await untilCascade(testBed, parked, "done");
  expect(await causesOf(testBed, sick.id)).toEqual({ user_deactivated: 3 });
  expect(await writtenBy(testBed, parked)).toEqual(onceEach(3));
});
