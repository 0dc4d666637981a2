import { newId } from "@portcullis/db/ids";
import type { CascadeKind } from "@portcullis/domain/cascade";
import { expect, it } from "vitest";
import { membersAtOnce } from "../kernel/change-set.ts";
import { changeAs, outcomesOf } from "../testing/change-as.ts";
import { countedDatabase } from "../testing/counted-database.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import type { TestPerson } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";
import { lifecycleForms } from "./change-lifecycle.ts";
import { deactivateUser } from "./deactivate-user.ts";
import { deleteUser } from "./delete-user.ts";
import { reactivateUser } from "./reactivate-user.ts";

const useCases = { deactivate: deactivateUser, reactivate: reactivateUser, delete: deleteUser };

/** Changes a set as whoever it is, and answers what became of each: its outcome, or the reason of its refusal. */
async function change(
  fixture: Pick<Fixture, "db" | "tenantId">,
  who: TestPerson,
  kind: CascadeKind,
  ids: readonly string[],
): Promise<readonly string[]> {
  const { meta } = useCases[kind];
  const input = { reason: kind === "deactivate" ? "layoff" : null };
  return outcomesOf(await changeAs(fixture, who, { form: lifecycleForms[kind], meta }, { ids, input }));
}

it("gives each of a set its own result, and changes those that the rules allow as if they were alone", async () => {
  await using fixture = await openFixture();
  const { owner, admin } = fixture;
  const above = await fixture.aUser({ permissions: ["tenant:write"] });
  const foreign = await (await fixture.aTenant()).aUser();
  const off = await fixture.aUser({ status: "inactive" });
  const { user: one } = await fixture.aUserWithDevices();
  const { user: two } = await fixture.aUserWithDevices();
  await fixture.signIn(two.id);
  await fixture.signIn(two.id);
  const gateway = await fixture.aGateway();

  const ids = [two.id, owner.id, admin.id, above.id, foreign.id, newId(), off.id, one.id, two.id];
  const lower = await fixture.aPerson({
    permissions: ["user:deactivate", "user:read", "device:read"],
  });
  expect(await change(fixture, lower, "deactivate", ids)).toEqual([
    "changed",
    "owner_protected",
    "privilege_ceiling",
    "privilege_ceiling",
    "not_found",
    "not_found",
    "unchanged",
    "changed",
    "changed",
  ]);
  expect(await change(fixture, admin, "deactivate", [admin.id])).toEqual(["self_protected"]);

  await fixture.drainCascades();
  const alone = await fixture.aUserWithDevices();
  await admin.call.user.deactivate({ id: alone.user.id, reason: "layoff" });
  await fixture.drainCascades();
  const seen = async (userId: string) => {
    const { status, cascade, sessionCount, devices } = await owner.call.user.get({ id: userId });
    const { items } = await owner.call.audit.list({ targetId: userId });
    const entries = items.map(({ action, changed, details, cascadeId }) => [
      action,
      changed,
      details,
      cascadeId !== null,
    ]);
    const { kind, devicesDone, devicesTotal, gateways } = cascade ?? {};
    const receipt = {
      kind,
      status: cascade?.status,
      devicesDone,
      devicesTotal,
      gateways: gateways?.map(({ id }) => id),
    };
    return { status, sessionCount, receipt, causes: devices.map(({ cause }) => cause), entries };
  };
  expect(await seen(one.id)).toEqual(await seen(alone.user.id));
  expect(await seen(two.id)).toEqual(await seen(alone.user.id));
  const ended = async (id: string) => (await owner.call.user.get({ id })).cascade?.sessionsEnded;
  expect([await ended(one.id), await ended(two.id)]).toEqual([0, 2]);
  expect((await seen(one.id)).receipt.gateways).toEqual([gateway.id]);
});

it("brings a set back to what each was, and deletes a set with what they held", async () => {
  await using fixture = await openFixture();
  const { admin } = fixture;
  const invited = await fixture.aUser({ status: "pending" });
  const { user } = await fixture.aUserWithDevices();
  const ids = [invited.id, user.id];
  expect(await change(fixture, admin, "deactivate", ids)).toEqual(["changed", "changed"]);
  expect(await change(fixture, admin, "reactivate", ids)).toEqual(["changed", "changed"]);
  expect(await change(fixture, admin, "reactivate", ids)).toEqual(["unchanged", "unchanged"]);
  const statuses = await Promise.all(ids.map(async (id) => (await admin.call.user.get({ id })).status));
  expect(statuses).toEqual(["pending", "active"]);

  await fixture.aGroup({ memberIds: ids });
  expect(await change(fixture, admin, "delete", ids)).toEqual(["changed", "changed"]);
  expect(await change(fixture, admin, "delete", ids)).toEqual(["not_found", "not_found"]);
  await fixture.drainCascades();
  for (const id of ids) expect(await refusalOf(admin.call.user.get({ id }))).toMatchObject({ reason: "not_found" });
});

it("takes as many statements for many as for two", async () => {
  await using fixture = await openFixture();
  await fixture.aGateway();
  await using counted = await countedDatabase(fixture);
  const statementsFor = async (count: number) => {
    const people = await Promise.all(Array.from({ length: count }, () => fixture.aUserWithDevices()));
    const ids = people.map(({ user }) => user.id);
    return counted.count(() => change({ ...fixture, db: counted.db }, fixture.admin, "deactivate", ids));
  };
  const few = await statementsFor(2);
  expect(await statementsFor(12)).toBe(few);
});

it("takes no more than it may hold locked, and nothing of a set for whoever lacks the permission", async () => {
  await using fixture = await openFixture();
  const tooMany = Array.from({ length: membersAtOnce + 1 }, () => newId());
  await expect(change(fixture, fixture.admin, "deactivate", tooMany)).rejects.toThrow("251 members in one change");
  const member = await fixture.aPerson({ permissions: ["user:read"] });
  const { id } = await fixture.aUser();
  await expect(change(fixture, member, "deactivate", [id])).rejects.toMatchObject({ reason: "permission_missing" });
  expect((await fixture.admin.call.user.get({ id })).status).toBe("active");
});
