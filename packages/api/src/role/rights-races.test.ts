import type { AuditAction } from "@portcullis/domain/audit-action";
import { describe, expect, it } from "vitest";
import type { StartBarrier } from "../testing/at-once.ts";
import type { Fixture } from "../testing/fixture.ts";
import { openRaceTestBed } from "../testing/race-test-bed.ts";
import { reasonsOf, rotated } from "../testing/settled.ts";

const hundred = Array.from({ length: 100 }, (_, round) => round);
const rounds = hundred.slice(0, 32);

describe("at the same instant", { timeout: 240_000 }, () => {
  let fixture: Fixture;
  let barrier: StartBarrier;
  openRaceTestBed((made) => {
    ({ fixture, barrier } = made);
  });

  /** Their events in the order in which they came through; ids sort by time, and are made under the locks. */
  async function auditLogOf(action: AuditAction[], targetIds: readonly string[]) {
    const { items } = await fixture.owner.call.audit.list({ action, limit: 20 });
    return items
      .filter(({ target }) => target.id !== null && targetIds.includes(target.id))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ target }) => target.id);
  }

  it("no role is given by somebody who has just lost the right to give it", async () => {
    const { call } = fixture.owner;
    const gift = await call.role.create({ name: "Gift", permissions: ["audit:read"] });
    const rest = await call.role.create({ name: "Rest", permissions: ["role:assign"] });
    const won = { give: 0, take: 0 };
    for (const round of hundred) {
      const giver = await fixture.aPerson({ permissions: ["role:assign", "audit:read"] });
      const { id } = await fixture.aUser();
      // What is lost is the right to give at all, or the permission that the gift carries.
      const left = round % 4 < 2 ? [] : [rest.id];
      const contenders = [
        () => giver.call.user.setRoles({ id, roleIds: [gift.id] }),
        () => call.user.setRoles({ id: giver.id, roleIds: left }),
      ];
      const settled =
        round % 8 < 4
          ? await barrier.atOnce(giver.id, rotated(contenders, round))
          : await barrier.atRights(fixture.tenantId, rotated(contenders, round));
      const [refused] = await reasonsOf(settled);
      const given = (await call.user.get({ id })).roles.map((role) => role.id);
      const auditLog = await auditLogOf(["user.roles_changed"], [id, giver.id]);
      if (refused) {
        won.take++;
        expect(refused).toBe(left.length === 0 ? "permission_missing" : "privilege_ceiling");
        expect([given, auditLog]).toEqual([[], [giver.id]]);
      } else {
        won.give++;
        expect([given, auditLog]).toEqual([[gift.id], [id, giver.id]]);
      }
      expect((await call.user.get({ id: giver.id })).roles.map((role) => role.id)).toEqual(left);
    }
    expect(won).toEqual({ give: expect.toSatisfy(isSome), take: expect.toSatisfy(isSome) });
  });

  it("nobody acts by a permission that their role has just lost", async () => {
    const { call } = fixture.owner;
    const won = { act: 0, take: 0 };
    for (const round of rounds) {
      const role = await call.role.create({ name: `Guard ${round}`, permissions: ["user:read", "user:deactivate"] });
      const acting = await fixture.aPerson();
      await call.user.setRoles({ id: acting.id, roleIds: [role.id] });
      const victim = await fixture.aUser();
      const settled = await barrier.atRights<unknown>(
        fixture.tenantId,
        rotated(
          [
            () => acting.call.user.deactivate({ id: victim.id }),
            () => call.role.update({ id: role.id, permissions: ["user:read"] }),
          ],
          round,
        ),
      );
      const [refused] = await reasonsOf(settled);
      const { status } = await call.user.get({ id: victim.id });
      const auditLog = await auditLogOf(["user.deactivated", "role.updated"], [victim.id, role.id]);
      if (refused) {
        won.take++;
        expect([refused, status, auditLog]).toEqual(["permission_missing", "active", [role.id]]);
      } else {
        won.act++;
        expect([status, auditLog]).toEqual(["inactive", [victim.id, role.id]]);
      }
    }
    expect(won).toEqual({ act: expect.toSatisfy(isSome), take: expect.toSatisfy(isSome) });
  });

  it("one person who changes a role and acts on somebody does not stand in their own way", async () => {
    const { call } = fixture.owner;
    const role = await call.role.create({ name: "Busy", permissions: [] });
    for (const round of rounds) {
      const { id } = await fixture.aUser();
      const contenders = [
        () => call.user.deactivate({ id }),
        () => call.role.update({ id: role.id, description: `Round ${round}.` }),
        () => call.user.setRoles({ id, roleIds: [role.id] }),
      ];
      const settled = await barrier.atRights<unknown>(fixture.tenantId, rotated(contenders, round));
      expect(await reasonsOf(settled)).toEqual([]);
    }
  });

  it("a role is deleted or given, never both", async () => {
    const { call } = fixture.owner;
    const won = { give: 0, remove: 0 };
    for (const round of rounds) {
      const role = await call.role.create({ name: `Doomed ${round}`, permissions: [] });
      const { id } = await fixture.aUser();
      const settled = await barrier.atRights<unknown>(
        fixture.tenantId,
        rotated(
          [() => fixture.admin.call.user.setRoles({ id, roleIds: [role.id] }), () => call.role.delete({ id: role.id })],
          round,
        ),
      );
      const given = (await call.user.get({ id })).roles.map((held) => held.id);
      const reasons = await reasonsOf(settled);
      if (given.length > 0) {
        won.give++;
        expect([given, reasons]).toEqual([[role.id], ["role_in_use"]]);
      } else {
        won.remove++;
        expect(reasons).toEqual(["not_found"]);
      }
    }
    expect(won).toEqual({ give: expect.toSatisfy(isSome), remove: expect.toSatisfy(isSome) });
  });

  it("of two who change the roles that both saw one wins, and the other is told", async () => {
    const { call } = fixture.owner;
    const mine = await call.role.create({ name: "Mine", permissions: [] });
    const yours = await call.role.create({ name: "Yours", permissions: [] });
    for (const round of rounds) {
      const { id } = await fixture.aUser();
      const set = (roleId: string) => () => call.user.setRoles({ id, roleIds: [roleId], ifRoleIds: [] });
      const settled = await barrier.atOnce(id, rotated([set(mine.id), set(yours.id)], round));
      expect(await reasonsOf(settled)).toEqual(["stale_write"]);
      expect((await call.user.get({ id })).roles).toHaveLength(1);
    }
  });
});

/** Over so many rounds each side comes first at times, or they did not meet. */
const isSome = (count: number) => count > 0;
