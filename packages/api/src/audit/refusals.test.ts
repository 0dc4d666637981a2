import { auditEvents, auditRefusals } from "@portcullis/db/schema/audit";
import { permissions } from "@portcullis/domain/permission";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { testClient } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";

const refusalsIn = async (fixture: Fixture, actorId: string) => {
  const { items } = await fixture.owner.call.audit.list({ actorId, action: ["user.change_refused"] });
  return items.map(({ target, subject, details, refusals, origin }) => ({
    target: target.id,
    subject: subject?.id,
    details,
    refusals,
    origin,
  }));
};

it("leaves an event of each change that was refused for want of rights, with whom it was about", async () => {
  await using fixture = await openFixture();
  const { user, laptop } = await fixture.aUserWithDevices();
  const support = await fixture.aPerson({ role: "SUPPORT" });
  const group = await fixture.aGroup({});
  const attempts = [
    [
      "permission_missing",
      "role.create",
      () => support.call.role.create({ name: "Mine", permissions: [...permissions] }),
      fixture.tenantId,
    ],
    [
      "privilege_ceiling",
      "user.deactivate",
      () => support.call.user.deactivate({ id: fixture.admin.id }),
      fixture.admin.id,
    ],
    [
      "owner_protected",
      "session.revokeAll",
      () => support.call.session.revokeAll({ userId: fixture.owner.id }),
      fixture.owner.id,
    ],
    ["self_protected", "user.delete", () => fixture.admin.call.user.delete({ id: fixture.admin.id }), fixture.admin.id],
  ] as const;
  for (const [reason, procedure, attempt, target] of attempts) {
    expect(await refusalOf(attempt())).toMatchObject({ reason });
    const actor = reason === "self_protected" ? fixture.admin : support;
    const [newest] = await refusalsIn(fixture, actor.id);
    expect(newest).toEqual({
      target,
      subject: reason === "permission_missing" ? undefined : target,
      details: { reason, after: { procedure } },
      refusals: { count: 1, procedures: [procedure] },
      origin: testClient,
    });
  }
  const many = fixture.admin.call.group.addMembers({ id: group.id, userIds: [user.id, fixture.owner.id] });
  expect(await refusalOf(many)).toMatchObject({ reason: "owner_protected", field: "userIds.1" });
  expect((await refusalsIn(fixture, fixture.admin.id))[0]).toMatchObject({ subject: fixture.owner.id });

  const before = (await fixture.owner.call.audit.list({ limit: 1 })).total;
  await refusalOf(support.call.audit.list({}));
  await refusalOf(support.call.user.deactivate({ id: laptop.id }));
  await refusalOf(support.call.user.deactivate({ id: "nobody" }));
  expect((await fixture.owner.call.audit.list({ limit: 1 })).total).toEqual(before);
});

it("folds what a person is refused for one reason within a minute, however much at once", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC" });
  const ask = (n: number) =>
    n % 2
      ? refusalOf(member.call.user.deactivate({ id: fixture.owner.id }))
      : refusalOf(member.call.tenant.update({ name: "Mine" }));
  await Promise.all(Array.from({ length: 60 }, (_, n) => ask(n)));
  const isTheirs = eq(auditRefusals.actorId, member.id);
  const counted = async () => {
    const rows = await fixture.inScope((tx) => tx.select().from(auditRefusals).where(isTheirs));
    return rows.reduce((sum, row) => sum + row.count, 0);
  };
  await expect.poll(counted).toBe(60);
  // One after the other, too.
  for (let n = 0; n < 4; n++) await ask(n);
  await expect.poll(counted).toBe(64);
  const rows = await fixture.inScope((tx) => tx.select().from(auditRefusals).where(isTheirs));
  const events = await fixture.inScope((tx) => tx.select().from(auditEvents).where(eq(auditEvents.actorId, member.id)));
  // Two where the minute turned meanwhile.
  expect(rows.length).toBeLessThanOrEqual(2);
  expect(events.map(({ id }) => id).toSorted()).toEqual(rows.map(({ eventId }) => eventId).toSorted());
  const [newest] = await refusalsIn(fixture, member.id);
  expect(newest?.refusals?.procedures).toEqual(["tenant.update", "user.deactivate"]);
  expect(fixture.logged).toEqual([]);
});

it("answers the refusal also where its event cannot be written", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC" });
  const parts = member.parts();
  const { recordRefusal } = await import("./record-refusal.ts");
  const principal = await parts.authenticate();
  if (!principal) throw new Error("Nobody is signed in.");
  const logged: unknown[] = [];
  const db = { transaction: () => Promise.reject(new Error("gone")) } as unknown as typeof parts.db;
  const target = { kind: "tenant", id: fixture.tenantId } as const;
  await recordRefusal(
    { db, principal, log: (error) => logged.push(error) },
    { procedure: "tenant.update", reason: "permission_missing", target, subjectId: undefined },
  );
  expect(logged).toEqual([expect.objectContaining({ message: "gone" })]);
});
