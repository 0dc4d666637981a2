import { auditEvents, auditRefusals } from "@portcullis/db/schema/audit";
import { permissions } from "@portcullis/domain/permission";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { testClient } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";
import { testWorld, type World } from "../testing/world.ts";

const refusalsIn = async (world: World, actorId: string) => {
  const { items } = await world.owner.call.audit.list({ actorId, action: ["user.change_refused"] });
  return items.map(({ target, subject, details, refusals, origin }) => ({
    target: target.id,
    subject: subject?.id,
    details,
    refusals,
    origin,
  }));
};

it("leaves an event of each change that was refused for want of rights, with whom it was about", async () => {
  await using world = await testWorld();
  const { user, laptop } = await world.aUserWithDevices();
  const support = await world.aPerson({ role: "SUPPORT" });
  const group = await world.aGroup({});
  const attempts = [
    [
      "permission_missing",
      "role.create",
      () => support.call.role.create({ name: "Mine", permissions: [...permissions] }),
      world.tenantId,
    ],
    [
      "privilege_ceiling",
      "user.deactivate",
      () => support.call.user.deactivate({ id: world.admin.id }),
      world.admin.id,
    ],
    [
      "owner_protected",
      "session.revokeAll",
      () => support.call.session.revokeAll({ userId: world.owner.id }),
      world.owner.id,
    ],
    ["self_protected", "user.delete", () => world.admin.call.user.delete({ id: world.admin.id }), world.admin.id],
  ] as const;
  for (const [reason, procedure, attempt, target] of attempts) {
    expect(await refusalOf(attempt())).toMatchObject({ reason });
    const actor = reason === "self_protected" ? world.admin : support;
    const [newest] = await refusalsIn(world, actor.id);
    expect(newest).toEqual({
      target,
      subject: reason === "permission_missing" ? undefined : target,
      details: { reason, after: { procedure } },
      refusals: { count: 1, procedures: [procedure] },
      origin: testClient,
    });
  }
  const many = world.admin.call.group.addMembers({ id: group.id, userIds: [user.id, world.owner.id] });
  expect(await refusalOf(many)).toMatchObject({ reason: "owner_protected", field: "userIds.1" });
  expect((await refusalsIn(world, world.admin.id))[0]).toMatchObject({ subject: world.owner.id });

  const before = (await world.owner.call.audit.list({ limit: 1 })).total;
  await refusalOf(support.call.audit.list({}));
  await refusalOf(support.call.user.deactivate({ id: laptop.id }));
  await refusalOf(support.call.user.deactivate({ id: "nobody" }));
  expect((await world.owner.call.audit.list({ limit: 1 })).total).toEqual(before);
});

it("folds what a person is refused for one reason within a minute, however much at once", async () => {
  await using world = await testWorld();
  const member = await world.aPerson({ role: "BASIC" });
  const ask = (n: number) =>
    n % 2
      ? refusalOf(member.call.user.deactivate({ id: world.owner.id }))
      : refusalOf(member.call.tenant.update({ name: "Mine" }));
  await Promise.all(Array.from({ length: 60 }, (_, n) => ask(n)));
  const isTheirs = eq(auditRefusals.actorId, member.id);
  const counted = async () => {
    const rows = await world.inScope((tx) => tx.select().from(auditRefusals).where(isTheirs));
    return rows.reduce((sum, row) => sum + row.count, 0);
  };
  await expect.poll(counted).toBe(60);
  // One after the other, too.
  for (let n = 0; n < 4; n++) await ask(n);
  await expect.poll(counted).toBe(64);
  const rows = await world.inScope((tx) => tx.select().from(auditRefusals).where(isTheirs));
  const events = await world.inScope((tx) => tx.select().from(auditEvents).where(eq(auditEvents.actorId, member.id)));
  // Two where the minute turned meanwhile.
  expect(rows.length).toBeLessThanOrEqual(2);
  expect(events.map(({ id }) => id).toSorted()).toEqual(rows.map(({ eventId }) => eventId).toSorted());
  const [newest] = await refusalsIn(world, member.id);
  expect(newest?.refusals?.procedures).toEqual(["tenant.update", "user.deactivate"]);
  expect(world.logged).toEqual([]);
});

it("answers the refusal also where its event cannot be written", async () => {
  await using world = await testWorld();
  const member = await world.aPerson({ role: "BASIC" });
  const parts = member.parts();
  const { recordRefusal } = await import("@portcullis/services/audit/record-refusal");
  const principal = await parts.authenticate();
  if (!principal) throw new Error("Nobody is signed in.");
  const logged: unknown[] = [];
  const db = { transaction: () => Promise.reject(new Error("gone")) } as unknown as typeof parts.db;
  const target = { kind: "tenant", id: world.tenantId } as const;
  await recordRefusal(
    { db, principal, log: (error) => logged.push(error) },
    { procedure: "tenant.update", reason: "permission_missing", target, subjectId: undefined },
  );
  expect(logged).toEqual([expect.objectContaining({ message: "gone" })]);
});
