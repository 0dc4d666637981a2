import { cascades } from "@portcullis/db/schema/cascades";
import { users } from "@portcullis/db/schema/users";
import { eq, inArray, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { createInternalCaller } from "../internal-router.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";

const workerOf = (fixture: Fixture) => createInternalCaller({ db: fixture.db, principal: { kind: "worker" } }).cascade;

const advanceSmall = (fixture: Fixture, cascadeIds: readonly string[]) =>
  workerOf(fixture).advanceSmall({ tenantId: fixture.tenantId, cascadeIds: [...cascadeIds] });

/** Somebody with so many devices whose cascade waits for a worker. */
async function aCascade(fixture: Fixture, kind: "deactivate" | "delete" | "reactivate", devices = 2) {
  const user = await fixture.aUser();
  for (let n = 0; n < devices; n++) await fixture.aDevice(user.id);
  const { user: call } = fixture.admin.call;
  if (kind === "delete") return { user, id: (await call.delete({ id: user.id })).id };
  let detail = await call.deactivate({ id: user.id });
  if (kind === "reactivate") {
    await fixture.drainCascades();
    detail = await call.reactivate({ id: user.id });
  }
  return { user, id: detail.cascade?.id ?? "" };
}

const read = async (fixture: Fixture, id: string) =>
  (await fixture.inScope((tx) => tx.select().from(cascades).where(eq(cascades.id, id))))[0];

it("carries many small cascades through together, each as if it were alone", async () => {
  await using fixture = await openFixture();
  await fixture.aGateway();
  const back = await aCascade(fixture, "reactivate");
  const [one, two, none] = [
    await aCascade(fixture, "deactivate", 1),
    await aCascade(fixture, "deactivate", 3),
    await aCascade(fixture, "deactivate", 0),
  ];
  const alone = await aCascade(fixture, "deactivate", 3);
  expect(await advanceSmall(fixture, [one.id, two.id, none.id, back.id])).toEqual({ left: [] });
  await workerOf(fixture).advance({ tenantId: fixture.tenantId, cascadeId: alone.id });

  const { call } = fixture.owner;
  const seen = async (id: string, userId: string) => {
    const { status, devicesDone, devicesTotal, attempts } = (await read(fixture, id)) ?? {};
    const { items } = await call.cascade.devices({ id });
    const entries = (await call.audit.list({ targetId: userId, withoutSteps: false })).items;
    const steps = entries
      .filter(({ action }) => action.startsWith("device.de"))
      .map(({ action, changed }) => [action, changed]);
    const { devices } = await call.user.get({ id: userId });
    return {
      receipt: { status, devicesDone, devicesTotal, attempts, lines: items.length },
      steps,
      causes: devices.map(({ cause }) => cause),
    };
  };
  expect(await seen(two.id, two.user.id)).toEqual(await seen(alone.id, alone.user.id));
  expect((await seen(one.id, one.user.id)).receipt).toMatchObject({ status: "done", devicesDone: 1, lines: 1 });
  expect((await seen(none.id, none.user.id)).receipt).toMatchObject({ status: "done", devicesDone: 0, lines: 0 });
  expect(await seen(back.id, back.user.id)).toMatchObject({ receipt: { status: "done" }, causes: [null, null] });
});

it("takes as many transactions as it needs where they have too many devices for one", async () => {
  await using fixture = await openFixture();
  const waiting = await Promise.all(Array.from({ length: 26 }, () => aCascade(fixture, "deactivate", 0)));
  const ids = waiting.map(({ id }) => id);
  // With twenty devices each they are 520, and 500 go together.
  await fixture.inScope((tx) => tx.update(cascades).set({ devicesTotal: 20 }).where(inArray(cascades.id, ids)));
  expect(await advanceSmall(fixture, ids)).toEqual({ left: [] });
  const rows = await fixture.inScope((tx) => tx.select().from(cascades).where(inArray(cascades.id, ids)));
  expect(new Set(rows.map(({ status, finishedAt }) => `${status} ${finishedAt}`)).size).toBeGreaterThan(1);
  expect(rows.every(({ status }) => status === "done")).toBe(true);
});

it("leaves what is big, deletes, is held by somebody or is out of date to be advanced alone", async () => {
  await using fixture = await openFixture();
  const small = await aCascade(fixture, "deactivate");
  const big = await aCascade(fixture, "deactivate", 21);
  const gone = await aCascade(fixture, "delete");
  const held = await aCascade(fixture, "deactivate");
  const stale = await aCascade(fixture, "deactivate");
  await fixture.inScope((tx) =>
    tx
      .update(users)
      .set({ generation: sql`${users.generation} + 1` })
      .where(eq(users.id, stale.user.id)),
  );
  const ids = [small, big, gone, held, stale].map(({ id }) => id);
  await fixture.inScope(async (tx) => {
    await tx.execute(sql`select from users where id = ${held.user.id} for no key update`);
    expect(await advanceSmall(fixture, ids)).toEqual({ left: [big.id, gone.id, held.id, stale.id] });
  });
  expect((await read(fixture, small.id))?.status).toBe("done");
  await fixture.drainCascades();
  const ends = await Promise.all(ids.map(async (id) => (await read(fixture, id))?.status));
  expect(ends).toEqual(["done", "done", "done", "done", "superseded"]);
});

it("leaves all of them where one fails, and changes nothing", async () => {
  await using fixture = await openFixture();
  const [well, broken] = [await aCascade(fixture, "deactivate"), await aCascade(fixture, "deactivate")];
  // Their receipts have a line already, which no second one may stand beside.
  const [device] = (await fixture.admin.call.user.get({ id: broken.user.id })).devices;
  await fixture.inScope((tx) =>
    tx.execute(sql`insert into cascade_devices (tenant_id, cascade_id, device_id, switched_at)
      values (${fixture.tenantId}, ${broken.id}, ${device?.id ?? ""}, now())`),
  );
  expect(await advanceSmall(fixture, [well.id, broken.id])).toEqual({ left: [well.id, broken.id] });
  expect((await read(fixture, well.id))?.status).toBe("running");
  const worker = workerOf(fixture);
  const alone = (id: string) => worker.advance({ tenantId: fixture.tenantId, cascadeId: id });
  expect([await alone(well.id), await alone(broken.id)]).toEqual([{ outcome: "finished" }, { outcome: "postponed" }]);
});
