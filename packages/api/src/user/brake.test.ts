import { tenants } from "@portcullis/db/schema/tenants";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { startBarrier } from "../testing/at-once.ts";
import { expire } from "../testing/factors.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import type { TestPerson } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";

/** A tenant whose people may switch off so many within an hour, or as many as the product reckons. */
async function openBraked(brakeLimit: number | null): Promise<Fixture> {
  const fixture = await openFixture();
  await fixture.inScope((tx) => tx.update(tenants).set({ brakeLimit }).where(eq(tenants.id, tx.tenantId)));
  return fixture;
}

const aSet = async (fixture: Fixture, count: number) =>
  (await Promise.all(Array.from({ length: count }, () => fixture.aUser()))).map(({ id }) => id);

const preview = async ({ call }: TestPerson, ids: readonly string[]) =>
  call.bulk.preview({ action: { verb: "user.deactivate" }, of: { by: "ids", ids: [...ids] } });

const statusOf = async (fixture: Fixture, id: string) => (await fixture.owner.call.user.get({ id })).status;

it("stops deactivations and deletions one by one at the limit, and lets a person through by the number and a fresh proof", async () => {
  await using fixture = await openBraked(3);
  const { admin } = fixture;
  const [first = "", second = "", third = "", fourth = "", fifth = ""] = await aSet(fixture, 5);
  await admin.call.user.deactivate({ id: first });
  // Again, of whom access was taken already: they count once.
  await admin.call.user.reactivate({ id: first });
  await admin.call.user.deactivate({ id: first });
  await admin.call.user.delete({ id: second });
  await admin.call.user.deactivate({ id: third });
  // And once more at the limit: they are among those who count.
  await admin.call.user.reactivate({ id: third });
  await admin.call.user.deactivate({ id: third });
  const braked = {
    code: "TOO_MANY_REQUESTS",
    reason: "brake",
    brake: { within: 3, losing: 1, limit: 3 },
  };
  expect(await refusalOf(admin.call.user.deactivate({ id: fourth }))).toMatchObject(braked);
  expect(await refusalOf(admin.call.user.delete({ id: fourth }))).toMatchObject(braked);
  expect(await refusalOf(admin.call.user.deactivate({ id: fourth, typed: 3 }))).toMatchObject(braked);
  const stale = await fixture.signIn(admin.id);
  await expire(fixture, stale);
  expect(await refusalOf(stale.call.user.deactivate({ id: fourth, typed: 4 }))).toMatchObject({
    reason: "confirmation_required",
  });
  expect(await statusOf(fixture, fourth)).toBe("active");
  await admin.call.user.deactivate({ id: fourth, typed: 4 });
  expect(await refusalOf(admin.call.user.deactivate({ id: fifth, typed: 4 }))).toMatchObject({ brake: { within: 4 } });

  // Whoever had no access loses none, and everybody has a brake of their own.
  const pending = await fixture.aUser({ status: "pending" });
  await admin.call.user.deactivate({ id: pending.id });
  await fixture.owner.call.user.deactivate({ id: fifth });
});

it("counts bulk operations and single calls together: of ten just below the limit the second stops", async () => {
  await using fixture = await openBraked(5);
  const { admin } = fixture;
  const previews = await Promise.all(Array.from({ length: 10 }, async () => preview(admin, await aSet(fixture, 4))));
  const [one, ...others] = previews;
  await admin.call.bulk.start({ id: one?.operation.id ?? "" });
  for (const { operation } of others) {
    expect(await refusalOf(admin.call.bulk.start({ id: operation.id }))).toMatchObject({
      reason: "brake",
      brake: { within: 4, losing: 4, limit: 5 },
    });
  }
  const [single = "", another = ""] = await aSet(fixture, 2);
  await admin.call.user.deactivate({ id: single });
  expect(await refusalOf(admin.call.user.deactivate({ id: another }))).toMatchObject({
    brake: { within: 5, losing: 1 },
  });
  const [two] = others;
  expect(await admin.call.bulk.start({ id: two?.operation.id ?? "", typed: 9 })).toMatchObject({ status: "running" });
});

it("reckons with a tenth of the people, ten at least and fifty at most", async () => {
  await using fixture = await openBraked(null);
  const limit = async () => (await preview(fixture.admin, await aSet(fixture, 1))).brake.limit;
  expect(await limit()).toBe(10);
  const insertPeople = (count: number) =>
    fixture.inScope((tx) =>
      tx.execute(`insert into users (tenant_id, id, email, status) select '${fixture.tenantId}', gen_random_uuid(),
        gen_random_uuid() || '@people.test', 'pending' from generate_series(1, ${count})`),
    );
  await insertPeople(300);
  expect(await limit()).toBe(30);
  await insertPeople(400);
  expect(await limit()).toBe(50);
});

it("asks somebody else, who lets it run by the number and a fresh proof, once", async () => {
  await using fixture = await openBraked(1);
  const { admin, owner } = fixture;
  const ids = await aSet(fixture, 2);
  const { operation, typed } = await preview(admin, ids);
  expect(typed).toBe(2);
  const { id } = operation;
  expect(await admin.call.bulk.start({ id, ask: true })).toMatchObject({ status: "waiting" });
  expect(await statusOf(fixture, ids[0] ?? "")).toBe("active");
  expect(await refusalOf(admin.call.bulk.approve({ id, typed: 2 }))).toMatchObject({ reason: "self_protected" });
  expect(await refusalOf(owner.call.bulk.approve({ id }))).toMatchObject({ field: "typed" });
  const support = await fixture.aPerson({ permissions: ["user:read"] });
  expect(await refusalOf(support.call.bulk.approve({ id, typed: 2 }))).toMatchObject({ reason: "permission_missing" });
  const stale = await fixture.signIn(owner.id);
  await expire(fixture, stale);
  expect(await refusalOf(stale.call.bulk.approve({ id, typed: 2 }))).toMatchObject({ reason: "confirmation_required" });
  expect(await owner.call.bulk.approve({ id, typed: 2 })).toMatchObject({
    status: "running",
    decidedBy: { id: owner.id },
    requestedBy: { id: admin.id },
  });
  expect(await refusalOf(owner.call.bulk.decline({ id }))).toMatchObject({ reason: "bulk_not_open" });

  const another = await preview(admin, ids);
  await admin.call.bulk.start({ id: another.operation.id, ask: true });
  expect(await owner.call.bulk.decline({ id: another.operation.id })).toMatchObject({
    status: "declined",
    cancelled: 2,
  });
});

const rounds = 100;

it(`lets no more than the limit through of those who come at once, in ${rounds} rounds`, {
  timeout: 120_000,
}, async () => {
  await using fixture = await openBraked(2);
  await using barrier = startBarrier(fixture.ownerUrl);
  for (let round = 0; round < rounds; round++) {
    const { call } = await fixture.aPerson({ role: "ADMIN" });
    const ids = await aSet(fixture, 4);
    const [pair = "", ...singles] = ids;
    const { operation } = await call.bulk.preview({
      action: { verb: "user.deactivate" },
      of: { by: "ids", ids: [pair] },
    });
    const attempts = [
      () => call.bulk.start({ id: operation.id }),
      ...singles.map((id, n) => () => (n === 0 ? call.user.delete({ id }) : call.user.deactivate({ id }))),
    ];
    const ends = await barrier.atRights<unknown>(fixture.tenantId, attempts);
    const through = ends.filter(({ status }) => status === "fulfilled");
    expect([round, through.length]).toEqual([round, 2]);
  }
});

it(`is approved once by two at once, in ${rounds} rounds`, { timeout: 120_000 }, async () => {
  await using fixture = await openBraked(null);
  await using barrier = startBarrier(fixture.ownerUrl);
  const { admin, owner } = fixture;
  const approver = await fixture.aPerson({ role: "ADMIN" });
  for (let round = 0; round < rounds; round++) {
    const { operation } = await preview(admin, await aSet(fixture, 1));
    await admin.call.bulk.start({ id: operation.id, ask: true });
    const both = await barrier.atRights(
      fixture.tenantId,
      [owner, approver].map(
        ({ call }) =>
          () =>
            call.bulk.approve({ id: operation.id, typed: 1 }),
      ),
    );
    expect([round, both.map(({ status }) => status).toSorted()]).toEqual([round, ["fulfilled", "rejected"]]);
  }
  const { total } = await owner.call.audit.list({ action: ["bulk.approved"] });
  expect(total.count).toBe(rounds);
});
