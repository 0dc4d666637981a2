import { cascades } from "@portcullis/db/schema/cascades";
import { users } from "@portcullis/db/schema/users";
import { eq, inArray, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { createInternalCaller } from "../internal-router.ts";
import { countedDatabase } from "../testing/counted-database.ts";
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
  // Asked again, by a look at the queue that was overtaken: nothing is left to be done.
  expect(await advanceSmall(fixture, [one.id, two.id])).toEqual({ left: [] });
  expect((await seen(one.id, one.user.id)).receipt).toMatchObject({ status: "done", devicesDone: 1, lines: 1 });
  expect((await seen(none.id, none.user.id)).receipt).toMatchObject({ status: "done", devicesDone: 0, lines: 0 });
  expect(await seen(back.id, back.user.id)).toMatchObject({ receipt: { status: "done" }, causes: [null, null] });
});

it("takes as many transactions as it needs where they have too many devices for one", async () => {
  await using fixture = await openFixture();
  const waiting = await Promise.all(Array.from({ length: 26 }, () => aCascade(fixture, "deactivate", 0)));
  const ids = waiting.map(({ id }) => id);
  // With twenty devices each they are 520, and 300 go together.
  await fixture.inScope((tx) => tx.update(cascades).set({ devicesTotal: 20 }).where(inArray(cascades.id, ids)));
  expect(await advanceSmall(fixture, ids)).toEqual({ left: [] });
  const rows = await fixture.inScope((tx) => tx.select().from(cascades).where(inArray(cascades.id, ids)));
  expect(new Set(rows.map(({ status, finishedAt }) => `${status} ${finishedAt}`)).size).toBeGreaterThan(1);
  expect(rows.every(({ status }) => status === "done")).toBe(true);
});

it("leaves what is big, is held by somebody or is out of date to be advanced alone", async () => {
  await using fixture = await openFixture();
  const small = await aCascade(fixture, "deactivate");
  const big = await aCascade(fixture, "deactivate", 21);
  const bigDeletion = await aCascade(fixture, "delete", 21);
  const held = await aCascade(fixture, "deactivate");
  const stale = await aCascade(fixture, "deactivate");
  await fixture.inScope((tx) =>
    tx
      .update(users)
      .set({ generation: sql`${users.generation} + 1` })
      .where(eq(users.id, stale.user.id)),
  );
  const ids = [small, big, bigDeletion, held, stale].map(({ id }) => id);
  await fixture.inScope(async (tx) => {
    await tx.execute(sql`select from users where id = ${held.user.id} for no key update`);
    expect(await advanceSmall(fixture, ids)).toEqual({ left: [big.id, bigDeletion.id, held.id, stale.id] });
  });
  expect((await read(fixture, small.id))?.status).toBe("done");
  await fixture.drainCascades();
  const ends = await Promise.all(ids.map(async (id) => (await read(fixture, id))?.status));
  expect(ends).toEqual(["done", "done", "done", "done", "superseded"]);
});

it("leaves all of them where one fails, and changes nothing", async () => {
  await using fixture = await openFixture();
  const gone = await aCascade(fixture, "delete");
  const [well, broken] = [await aCascade(fixture, "deactivate"), await aCascade(fixture, "deactivate")];
  // Their receipts have a line already, which no second one may stand beside.
  const [device] = (await fixture.admin.call.user.get({ id: broken.user.id })).devices;
  await fixture.inScope((tx) =>
    tx.execute(sql`insert into cascade_devices (tenant_id, cascade_id, device_id, switched_at)
      values (${fixture.tenantId}, ${broken.id}, ${device?.id ?? ""}, now())`),
  );
  const ids = [gone.id, well.id, broken.id];
  expect(await advanceSmall(fixture, ids)).toEqual({ left: ids });
  expect((await read(fixture, well.id))?.status).toBe("running");
  const kept = await fixture.inScope((tx) => tx.execute(sql`select from devices where user_id = ${gone.user.id}`));
  expect(kept).toHaveLength(2);
  const worker = workerOf(fixture);
  const alone = (id: string) => worker.advance({ tenantId: fixture.tenantId, cascadeId: id });
  const outcomes = [await alone(gone.id), await alone(well.id), await alone(broken.id)].map(({ outcome }) => outcome);
  expect(outcomes).toEqual(["finished", "finished", "postponed"]);
});

const reason = "Walked out.";

/** Somebody to be deleted, of whom there is something in every table that erasure looks at. */
async function aLeaver(fixture: Fixture, gatewayId: string, bystanderId: string) {
  const { admin, owner } = fixture;
  const leaver = await fixture.aPerson({ permissions: ["user:read", "user:write"] });
  await leaver.call.user.update({ id: bystanderId, firstName: `Named by ${leaver.id}` });
  const device = await fixture.aDevice(leaver.id);
  await fixture.aDevice(leaver.id);
  await admin.call.device.rename({ id: device.id, name: "heart-of-gold" });
  await fixture.aGroup({ memberIds: [leaver.id] });
  const off = (await admin.call.user.deactivate({ id: leaver.id, reason })).cascade?.id ?? "";
  await fixture.drainCascades();
  await owner.call.gateway.settle({ id: gatewayId, changeId: off, reason });
  return leaver.id;
}

/** All that there is of somebody, without what differs from person to person: ids, keys and times. */
const tracesOf = (fixture: Fixture, userId: string) =>
  fixture.inScope(async (tx) => ({
    rows: await tx.execute(sql`select (select count(*)::int from users where id = ${userId}) as users,
      (select count(*)::int from devices where user_id = ${userId}) as devices,
      (select count(*)::int from group_members where user_id = ${userId}) as memberships,
      (select count(*)::int from sessions where user_id = ${userId}) as sessions,
      (select count(*)::int from audit_details where subject_id = ${userId}) as details,
      (select count(*)::int from audit_origins where person_id = ${userId}) as origins`),
    receipts:
      await tx.execute(sql`select kind, status, reason, generation, requested_by, sessions_ended, devices_total, devices_done,
      walked_to is null as "isUnwalked", started_at is null as "isUnstarted", finished_at is null as "isUnfinished", attempts,
      failure_reason, lost_access, (select array_agg(l.public_key is not null and l.addresses is not null)
        from cascade_devices l where l.cascade_id = c.id) as lines
      from cascades c where user_id = ${userId} order by id`),
    confirmations:
      await tx.execute(sql`select gateway_id, settled_by, settled_reason, confirmed_at from gateway_confirmations
      where user_id = ${userId} order by change_id`),
    entries:
      await tx.execute(sql`select action, actor_kind, target_kind, changed, cascade_id is null as "isOfNoCascade",
      details_hash is null as "provesNoDetails", origin_hash is null as "provesNoOrigin",
      (select count(*)::int from audit_details d where d.event_id = e.id) as details,
      (select count(*)::int from audit_origins o where o.event_id = e.id) as origins
      from audit_events e where ${userId} in (actor_id, subject_id, target_id) order by id`),
  }));

it("deletes many people together, each as if alone: what is erased, what stays, and who is notified", async () => {
  await using fixture = await openFixture();
  const gateway = await fixture.aGateway();
  const bystander = await fixture.aUser();
  const aDeletion = async (userId: string) => ({
    userId,
    id: (await fixture.admin.call.user.delete({ id: userId })).id,
  });
  const leaver = () => aLeaver(fixture, gateway.id, bystander.id);
  const leavers = [await leaver(), await leaver(), await leaver()] as const;
  const [one, two, alone] = [await aDeletion(leavers[0]), await aDeletion(leavers[1]), await aDeletion(leavers[2])];
  const stays = await aCascade(fixture, "deactivate");
  const before = await tracesOf(fixture, alone.userId);
  expect(before.rows).toMatchObject([{ users: 1, devices: 2 }]);
  expect(before.receipts).toMatchObject([{ reason }, { kind: "delete" }]);
  expect(before.confirmations).toMatchObject([{ settled_reason: reason }, { settled_reason: null }]);

  const flush = () => fixture.listener.receivesNotifications(fixture.db, 10_000);
  expect(await flush()).toBe(true);
  const notified: unknown[] = [];
  const end = fixture.listener.subscribe((change) => notified.push(change));
  expect(await advanceSmall(fixture, [one.id, stays.id, two.id])).toEqual({ left: [] });
  const worker = workerOf(fixture);
  expect(await worker.advance({ tenantId: fixture.tenantId, cascadeId: alone.id })).toEqual({ outcome: "finished" });
  expect(await flush()).toBe(true);
  end();

  const after = await tracesOf(fixture, alone.userId);
  expect(await tracesOf(fixture, one.userId)).toEqual(after);
  expect(await tracesOf(fixture, two.userId)).toEqual(after);
  expect(after.rows).toEqual([{ users: 0, devices: 0, memberships: 0, sessions: 0, details: 0, origins: 0 }]);
  expect(after.receipts).toMatchObject([
    { kind: "deactivate", status: "done", reason: null, lines: [true, true] },
    { kind: "delete", status: "done", reason: null, devices_done: 2, lines: [true, true] },
  ]);
  expect(after.confirmations).toMatchObject([{ settled_reason: null }, { settled_reason: null }]);
  expect(after.confirmations[0]).toMatchObject({ settled_by: fixture.owner.id });
  // What they did to others stays in the others' details, and where administrators came from in the administrators' origins.
  const entryOf = (action: string) => after.entries.find((entry) => entry.action === action);
  expect(entryOf("user.updated")).toMatchObject({ details: 1, origins: 0, provesNoOrigin: false });
  expect(entryOf("user.deactivated")).toMatchObject({ details: 0, origins: 1, provesNoDetails: false });
  expect(after.entries.filter(({ action }) => action === "device.deactivated")).toHaveLength(4);

  const ofThem = [one, two, alone].map(({ userId, id }) => ({ tenantId: fixture.tenantId, userId, cascadeId: id }));
  expect(notified).toHaveLength(4);
  expect(notified).toEqual(expect.arrayContaining(ofThem));
  expect((await fixture.owner.call.user.get({ id: stays.user.id })).devices).toHaveLength(2);
});

/** So many entries of the audit log with details about somebody. */
const addEntries = (fixture: Fixture, userId: string, count: number) =>
  fixture.inScope((tx) =>
    tx.execute(sql`
      with event as (
        insert into audit_events (tenant_id, id, at, action, actor_kind, target_kind, target_id, subject_id)
        select ${fixture.tenantId}, gen_random_uuid(), now(), 'user.updated', 'worker', 'user', ${userId}, ${userId}::uuid
        from generate_series(1, ${count}) returning tenant_id, id, subject_id
      )
      insert into audit_details (tenant_id, event_id, subject_id, salt, details) select tenant_id, id, subject_id, '', '{}' from event`),
  );

it("leaves deletions with more to erase than a step does, or with bulk operations to end, to be advanced alone", async () => {
  await using fixture = await openFixture();
  const gateway = await fixture.aGateway();
  const few = await aCascade(fixture, "delete");
  const logged = await aCascade(fixture, "delete");
  await addEntries(fixture, logged.user.id, 1000);
  const connected = await aCascade(fixture, "delete", 1);
  await fixture.inScope((tx) =>
    tx.execute(sql`insert into device_connections (tenant_id, device_id, gateway_id, started_at, ended_at, received, sent)
      select tenant_id, id, ${gateway.id}, at, at, 0, 0
      from devices cross join generate_series(now() - interval '999 minutes', now(), '1 minute') at
      where user_id = ${connected.user.id}`),
  );
  const asking = await fixture.aPerson({ role: "ADMIN" });
  await asking.call.bulk.preview({ action: { verb: "user.reactivate" }, of: { by: "ids", ids: [fixture.admin.id] } });
  const asked = await fixture.owner.call.user.delete({ id: asking.id });
  const ids = [few, logged, connected, asked].map(({ id }) => id);
  expect(await advanceSmall(fixture, ids)).toEqual({ left: [logged.id, connected.id, asked.id] });
  expect((await read(fixture, few.id))?.status).toBe("done");
  await fixture.drainCascades();
  expect(await Promise.all(ids.map(async (id) => (await read(fixture, id))?.status))).toEqual(Array(4).fill("done"));
});

it("takes as many transactions as it needs where there is too much to erase for one", async () => {
  await using fixture = await openFixture();
  const gone = await Promise.all(Array.from({ length: 6 }, () => aCascade(fixture, "delete", 1)));
  // With nine hundred each they are 5,400, and 5,000 go together.
  for (const { user } of gone) await addEntries(fixture, user.id, 900);
  const ids = gone.map(({ id }) => id);
  expect(await advanceSmall(fixture, ids)).toEqual({ left: [] });
  const rows = await fixture.inScope((tx) => tx.select().from(cascades).where(inArray(cascades.id, ids)));
  expect(new Set(rows.map(({ status, finishedAt }) => `${status} ${finishedAt}`)).size).toBeGreaterThan(1);
  expect(rows.every(({ status }) => status === "done")).toBe(true);
});

it("takes as many statements to delete many as for two", async () => {
  await using fixture = await openFixture();
  await using counted = await countedDatabase(fixture);
  const statementsFor = async (count: number) => {
    const gone = await Promise.all(Array.from({ length: count }, () => aCascade(fixture, "delete")));
    const ids = gone.map(({ id }) => id);
    return counted.count(() => advanceSmall({ ...fixture, db: counted.db }, ids));
  };
  const few = await statementsFor(2);
  expect(await statementsFor(12)).toBe(few);
});
