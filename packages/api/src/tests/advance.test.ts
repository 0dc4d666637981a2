import { newId } from "@portcullis/db/ids";
import { cascades } from "@portcullis/db/schema/cascades";
import { devices } from "@portcullis/db/schema/devices";
import { recordFailure } from "@portcullis/services/cascade/record-failure";
import { and, eq, sql } from "drizzle-orm";
import { afterEach, expect, it, vi } from "vitest";
import { createInternalCaller } from "../internal-router.ts";
import { aPublicKey } from "../testing/rows.ts";
import { testWorld, type World } from "../testing/world.ts";

afterEach(() => void vi.useRealTimers());

const workerOf = (world: World) => createInternalCaller({ db: world.db, principal: { kind: "worker" } }).cascade;

const dueIds = async (world: World) => (await workerOf(world).due({ limit: 100 })).map(({ cascadeId }) => cascadeId);

function advance(world: World, cascadeId: string) {
  return workerOf(world).advance({ tenantId: world.tenantId, cascadeId });
}

/** Changes a cascade's row as no procedure would. */
async function tamper(world: World, id: string, change: Partial<typeof cascades.$inferInsert>): Promise<void> {
  await world.inScope((tx) =>
    tx
      .update(cascades)
      .set(change)
      .where(and(eq(cascades.tenantId, world.tenantId), eq(cascades.id, id))),
  );
}

async function read(world: World, id: string) {
  const [row] = await world.inScope((tx) => tx.select().from(cascades).where(eq(cascades.id, id)));
  return row;
}

async function aRunningCascade(world: World) {
  const { admin, user } = await world.aUserWithDevices();
  const id = (await admin.user.deactivate({ id: user.id })).cascade?.id ?? "";
  return { admin, user, id };
}

it("does nothing for a worker that comes late with a cascade that another change took over", async () => {
  await using world = await testWorld();
  const { admin, user, id } = await aRunningCascade(world);
  await admin.user.reactivate({ id: user.id });
  expect(await advance(world, id)).toEqual({ outcome: "idle" });
  expect((await admin.user.get({ id: user.id })).devices.map(({ cause }) => cause)).toEqual([null, null]);
});

it("stops a cascade that is older than the user's generation, though it says that it runs", async () => {
  await using world = await testWorld();
  const { admin, user, id } = await aRunningCascade(world);
  await admin.user.reactivate({ id: user.id });
  await tamper(world, id, { status: "running", finishedAt: null });
  expect(await advance(world, id)).toEqual({ outcome: "superseded" });
  expect((await admin.user.get({ id: user.id })).devices.map(({ cause }) => cause)).toEqual([null, null]);
});

it("leaves a user whom somebody holds for later, without waiting", async () => {
  await using world = await testWorld();
  const { user, id } = await aRunningCascade(world);
  await world.inScope(async (tx) => {
    await tx.execute(sql`select from users where id = ${user.id} for no key update`);
    expect(await advance(world, id)).toEqual({ outcome: "busy" });
  });
  expect(await advance(world, id)).toEqual({ outcome: "finished" });
});

it("keeps the queue by the database's clock: what a fast clock asked for is due at once", async () => {
  await using world = await testWorld();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_000 });
  const { id } = await aRunningCascade(world);
  vi.useRealTimers();
  expect(await dueIds(world)).toEqual([id]);
  expect(await advance(world, id)).toEqual({ outcome: "finished" });
  const { requestedAt, finishedAt } = (await read(world, id)) ?? {};
  expect(finishedAt?.getTime()).toBeGreaterThanOrEqual(requestedAt?.getTime() ?? Infinity);
});

it("lets cascades take turns: after a batch it is the others' first", async () => {
  await using world = await testWorld();
  const big = await world.aUser();
  const rows = Array.from({ length: 260 }, (_, n) => ({
    tenantId: world.tenantId,
    id: newId(),
    userId: big.id,
    name: `device ${n}`,
    platform: "linux" as const,
    publicKey: aPublicKey(),
  }));
  await world.inScope((tx) => tx.insert(devices).values(rows));
  const first = (await world.admin.call.user.deactivate({ id: big.id })).cascade?.id ?? "";
  const { id: second } = await aRunningCascade(world);
  expect(await dueIds(world)).toEqual([first, second]);
  expect(await advance(world, first)).toEqual({ outcome: "progress" });
  expect(await dueIds(world)).toEqual([second, first]);
});

const failure = (code: string, message = "no") =>
  new Error("query failed", { cause: Object.assign(new Error(message), { code }) });

it.each(["55P03", "40P01", "40001", "57P01", "ECONNRESET", "CONNECTION_CLOSED"])(
  "puts off what %s cut short, for as long again as it was due, and does not count it",
  async (code) => {
    await using world = await testWorld();
    const { id } = await aRunningCascade(world);
    await tamper(world, id, { attempts: 7, nextAttemptAt: new Date(Date.now() - 10_000) });
    expect(await recordFailure(world, { tenantId: world.tenantId, cascadeId: id }, failure(code))).toBe("postponed");
    const row = await read(world, id);
    expect(row).toMatchObject({ status: "running", attempts: 7, failureReason: null });
    expect(row?.nextAttemptAt.getTime()).toBeGreaterThan(Date.now() + 5_000);
    expect(await dueIds(world)).toEqual([]);
  },
);

it("counts any other failure, parks at the eighth, and leaves the database's own words to the log", async () => {
  await using world = await testWorld();
  const { id } = await aRunningCascade(world);
  const at = { tenantId: world.tenantId, cascadeId: id };
  await tamper(world, id, { attempts: 6 });
  const logged: { error: unknown; reference: string }[] = [];
  const ctx = {
    db: world.db,
    logFailure: (error: unknown, { reference }: { reference: string }) => logged.push({ error, reference }),
  };
  expect(await recordFailure(ctx, at, failure("P0001"))).toBe("postponed");
  const last = failure("P0001", "the secret of a row");
  expect(await recordFailure(ctx, at, last)).toBe("parked");
  expect(logged.map(({ error }) => error).at(-1)).toBe(last);
  const sentence = `A function or trigger in the database refused the change. The worker's log has the details under the reference ${logged.at(-1)?.reference}.`;
  expect(await read(world, id)).toMatchObject({ status: "failed", attempts: 8, failureReason: sentence });
  const { call } = world.admin;
  expect(await call.cascade.get({ id })).toMatchObject({ failureReason: sentence });
});

it("shows nothing of a text that an earlier release stored", async () => {
  await using world = await testWorld();
  const { id, user } = await aRunningCascade(world);
  await tamper(world, id, { status: "failed", attempts: 8, failureReason: "poison secret-row (P0001)" });
  const { call } = world.admin;
  const shown = [
    await call.cascade.get({ id }),
    await call.cascade.list({}),
    await call.user.get({ id: user.id }),
    await call.overview.get(),
  ];
  expect(JSON.stringify(shown)).not.toContain("secret-row");
  expect(shown[0]).toMatchObject({ failureReason: "Something went wrong on our side." });
});

it.each(["failed", "superseded", "done"] as const)(
  "ignores a failure that arrives when the cascade is %s",
  async (status) => {
    await using world = await testWorld();
    const { id } = await aRunningCascade(world);
    await tamper(world, id, { status, finishedAt: status === "failed" ? null : new Date() });
    const before = await read(world, id);
    const at = { tenantId: world.tenantId, cascadeId: id };
    expect(await recordFailure(world, at, failure("P0001"))).toBe("idle");
    expect(await read(world, id)).toEqual(before);
  },
);
