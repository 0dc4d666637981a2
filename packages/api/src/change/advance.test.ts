import { newId } from "@portcullis/db/ids";
import { cascades } from "@portcullis/db/schema/cascades";
import { devices } from "@portcullis/db/schema/devices";
import { timestampNow, toTimestamp } from "@portcullis/domain/timestamp";
import { aPublicKey } from "@portcullis/testing/tenant";
import { and, eq, sql } from "drizzle-orm";
import { afterEach, expect, it, vi } from "vitest";
import { createInternalCaller } from "../internal-router.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { noteSteps } from "./note-steps.ts";
import { recordFailure } from "./record-failure.ts";

afterEach(() => void vi.useRealTimers());

const workerOf = (fixture: Fixture) => createInternalCaller({ db: fixture.db, principal: { kind: "worker" } }).cascade;

const dueIds = async (fixture: Fixture) =>
  (await workerOf(fixture).due({ limit: 100 })).map(({ cascadeId }) => cascadeId);

function advance(fixture: Fixture, cascadeId: string) {
  return workerOf(fixture).advance({ tenantId: fixture.tenantId, cascadeId });
}

/** Changes a cascade's row as no procedure would. */
async function tamper(fixture: Fixture, id: string, change: Partial<typeof cascades.$inferInsert>): Promise<void> {
  await fixture.inScope((tx) =>
    tx
      .update(cascades)
      .set(change)
      .where(and(eq(cascades.tenantId, fixture.tenantId), eq(cascades.id, id))),
  );
}

async function read(fixture: Fixture, id: string) {
  const [row] = await fixture.inScope((tx) => tx.select().from(cascades).where(eq(cascades.id, id)));
  return row;
}

async function aRunningCascade(fixture: Fixture) {
  const { admin, user } = await fixture.aUserWithDevices();
  const id = (await admin.user.deactivate({ id: user.id })).cascade?.id ?? "";
  return { admin, user, id };
}

it("does nothing for a worker that comes late with a cascade that another change took over", async () => {
  await using fixture = await openFixture();
  const { admin, user, id } = await aRunningCascade(fixture);
  await admin.user.reactivate({ id: user.id });
  expect(await advance(fixture, id)).toEqual({ outcome: "idle" });
  expect((await admin.user.get({ id: user.id })).devices.map(({ cause }) => cause)).toEqual([null, null]);
});

it("waits for the disk at the end of a cascade, and not on the way", async () => {
  await using fixture = await openFixture();
  const { id } = await aRunningCascade(fixture);
  const noted = await read(fixture, id);
  if (!noted) throw new Error("The cascade is there.");
  const commitAfter = (isFinished: boolean) =>
    fixture.inScope(async (tx) => {
      // The tests' own database waits for no disk.
      await tx.execute(sql`set local synchronous_commit = on`);
      await noteSteps(tx, [{ ...noted, scanned: 0, switched: 0, isFinished }]);
      return tx.execute(sql`select current_setting('synchronous_commit') as wait`);
    });
  expect(await commitAfter(false)).toEqual([{ wait: "off" }]);
  expect(await commitAfter(true)).toEqual([{ wait: "on" }]);
});

it("stops a cascade that is older than the user's generation, though it says that it runs", async () => {
  await using fixture = await openFixture();
  const { admin, user, id } = await aRunningCascade(fixture);
  await admin.user.reactivate({ id: user.id });
  await tamper(fixture, id, { status: "running", finishedAt: null });
  expect(await advance(fixture, id)).toEqual({ outcome: "superseded" });
  expect((await admin.user.get({ id: user.id })).devices.map(({ cause }) => cause)).toEqual([null, null]);
});

it("leaves a user whom somebody holds for later, without waiting", async () => {
  await using fixture = await openFixture();
  const { user, id } = await aRunningCascade(fixture);
  await fixture.inScope(async (tx) => {
    await tx.execute(sql`select from users where id = ${user.id} for no key update`);
    expect(await advance(fixture, id)).toEqual({ outcome: "busy" });
  });
  expect(await advance(fixture, id)).toEqual({ outcome: "finished" });
});

it("keeps the queue by the database's clock: what a fast clock asked for is due at once", async () => {
  await using fixture = await openFixture();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_000 });
  const { id } = await aRunningCascade(fixture);
  vi.useRealTimers();
  expect(await dueIds(fixture)).toEqual([id]);
  expect(await advance(fixture, id)).toEqual({ outcome: "finished" });
  const { requestedAt, finishedAt } = (await read(fixture, id)) ?? {};
  expect(Date.parse(finishedAt ?? "")).toBeGreaterThanOrEqual(Date.parse(requestedAt ?? ""));
});

it("lets cascades take turns: after a batch it is the others' first", async () => {
  await using fixture = await openFixture();
  const big = await fixture.aUser();
  const rows = Array.from({ length: 260 }, (_, n) => ({
    tenantId: fixture.tenantId,
    id: newId(),
    userId: big.id,
    name: `device ${n}`,
    platform: "linux" as const,
    publicKey: aPublicKey(),
  }));
  await fixture.inScope((tx) => tx.insert(devices).values(rows));
  const first = (await fixture.admin.call.user.deactivate({ id: big.id })).cascade?.id ?? "";
  const { id: second } = await aRunningCascade(fixture);
  expect(await dueIds(fixture)).toEqual([first, second]);
  expect(await advance(fixture, first)).toEqual({ outcome: "progress" });
  expect(await dueIds(fixture)).toEqual([second, first]);
});

const failure = (code: string, message = "no") =>
  new Error("query failed", { cause: Object.assign(new Error(message), { code }) });

it.each(["55P03", "40P01", "40001", "57P01", "ECONNRESET", "CONNECTION_CLOSED"])(
  "puts off what %s cut short, for as long again as it was due, and does not count it",
  async (code) => {
    await using fixture = await openFixture();
    const { id } = await aRunningCascade(fixture);
    await tamper(fixture, id, { attempts: 7, nextAttemptAt: toTimestamp(Date.now() - 10_000) });
    expect(await recordFailure(fixture, { tenantId: fixture.tenantId, cascadeId: id }, failure(code))).toBe(
      "postponed",
    );
    const row = await read(fixture, id);
    expect(row).toMatchObject({ status: "running", attempts: 7, failureReason: null });
    expect(Date.parse(row?.nextAttemptAt ?? "")).toBeGreaterThan(Date.now() + 5_000);
    expect(await dueIds(fixture)).toEqual([]);
  },
);

it("counts any other failure, parks at the eighth, and leaves the database's own words to the log", async () => {
  await using fixture = await openFixture();
  const { id } = await aRunningCascade(fixture);
  const at = { tenantId: fixture.tenantId, cascadeId: id };
  await tamper(fixture, id, { attempts: 6 });
  const logged: { error: unknown; reference: string }[] = [];
  const ctx = {
    db: fixture.db,
    logFailure: (error: unknown, { reference }: { reference: string }) => logged.push({ error, reference }),
  };
  expect(await recordFailure(ctx, at, failure("P0001"))).toBe("postponed");
  const last = failure("P0001", "the secret of a row");
  expect(await recordFailure(ctx, at, last)).toBe("parked");
  expect(logged.map(({ error }) => error).at(-1)).toBe(last);
  const sentence = `A function or trigger in the database refused the change. The worker's log has the details under the reference ${logged.at(-1)?.reference}.`;
  expect(await read(fixture, id)).toMatchObject({ status: "failed", attempts: 8, failureReason: sentence });
  const { call } = fixture.admin;
  expect(await call.cascade.get({ id })).toMatchObject({ failureReason: sentence });
});

it("shows nothing of a text that an earlier release stored", async () => {
  await using fixture = await openFixture();
  const { id, user } = await aRunningCascade(fixture);
  await tamper(fixture, id, { status: "failed", attempts: 8, failureReason: "poison secret-row (P0001)" });
  const { call } = fixture.admin;
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
    await using fixture = await openFixture();
    const { id } = await aRunningCascade(fixture);
    await tamper(fixture, id, { status, finishedAt: status === "failed" ? null : timestampNow() });
    const before = await read(fixture, id);
    const at = { tenantId: fixture.tenantId, cascadeId: id };
    expect(await recordFailure(fixture, at, failure("P0001"))).toBe("idle");
    expect(await read(fixture, id)).toEqual(before);
  },
);
