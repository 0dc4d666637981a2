import { userSorts } from "@portcullis/domain/sort";
import { toTimestamp } from "@portcullis/domain/timestamp";
import type { ListUsers } from "@portcullis/domain/user/user";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

describe("page by page, each once, there and the same way back", () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await openFixture();
    for (let n = 0; n < 3; n++) await fixture.aUser({ firstName: "Same" });
    for (let n = 0; n < 12; n++) await fixture.aUser({ firstName: `Name ${n}` });
    // More than are few to a search; five at a time share a name.
    await fixture.inScope((tx) =>
      tx.execute(sql`insert into users (tenant_id, id, email, first_name, status)
        select ${fixture.tenantId}, gen_random_uuid(), 'crowd-' || n || '@people.test', 'Person ' || n - n % 5,
          case when n % 3 = 0 then 'inactive' else 'active' end from generate_series(0, 601) n`),
    );
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  it.each<[what: string, asked: Partial<ListUsers>, count: number]>([
    ["all users", {}, 619],
    ["those of a status", { status: ["inactive"] }, 201],
    ["the few that a search finds", { search: "same" }, 3],
    ["those of them of a status", { search: "name", status: ["active"] }, 12],
    ["the many that a search finds", { search: "crowd" }, 602],
    ["those of them of a status", { search: "crowd", status: ["inactive"] }, 201],
    ["those who begin with a letter", { search: "n" }, 12],
  ])("%s: %o", async (_what, asked, count) => {
    const { call } = fixture.owner;
    const walk = async (sort: ListUsers["sort"], direction: ListUsers["direction"]) => {
      const seen: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await call.user.list({
          ...asked,
          sort,
          direction,
          limit: count > 100 ? 100 : 2,
          ...(cursor && { cursor }),
        });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      return seen;
    };
    expect(await call.user.count(asked)).toEqual({ count, exact: true });
    expect(await call.user.count({ ...asked, upTo: count - 1 })).toEqual(
      // All of a tenant, or of a status, are known to their end.
      asked.search === undefined ? { count, exact: true } : { count: count - 1, exact: false },
    );
    for (const sort of userSorts) {
      const there = await walk(sort, "asc");
      expect([sort, there.length, new Set(there).size]).toEqual([sort, count, count]);
      expect(await walk(sort, "desc")).toEqual(there.toReversed());
    }
  });
});

it("finds users by any part of name or e-mail, and takes %, _ and \\ as they are", async () => {
  await using fixture = await openFixture();
  const grace = await fixture.aUser({ firstName: "Grace", lastName: "Hopper", email: "grace_h@navy.test" });
  await fixture.aUser({ firstName: "Gracexh", email: "gracexh@navy.test" });
  const { call } = fixture.owner;
  const found = async (search: string) => (await call.user.list({ search })).items.map((user) => user.id);
  for (const search of ["hopp", "race hop", "GRACE_H", "Gr", "ho"])
    expect([search, await found(search)]).toContainEqual(expect.arrayContaining([grace.id]));
  expect(await found("grace_h")).toEqual([grace.id]);
  for (const search of ["%", "a%b", "\\", "nobody at all"]) expect(await found(search)).toEqual([]);
});

it("filters by status, role and group", async () => {
  await using fixture = await openFixture();
  const user = await fixture.aUser({ status: "inactive", role: "SUPPORT" });
  const group = await fixture.aGroup({ memberIds: [user.id] });
  const { call } = fixture.owner;
  const [role] = (await call.user.get({ id: user.id })).roles;
  for (const filter of [{ status: ["inactive" as const] }, { roleId: role?.id ?? "" }, { groupId: group.id }]) {
    expect((await call.user.list(filter)).items.map((item) => item.id)).toEqual([user.id]);
  }
  expect((await call.user.list({ roleId: role?.id ?? "", status: ["active"] })).items).toEqual([]);
});

it("filters devices by user, status and platform", async () => {
  await using fixture = await openFixture();
  const { admin, user, laptop, phone } = await fixture.aUserWithDevices();
  await admin.device.deactivate({ id: phone.id });
  const ids = async (filter: Parameters<typeof admin.device.list>[0]) =>
    (await admin.device.list(filter)).items.map((device) => device.id).toSorted();
  expect(await ids({ userId: user.id })).toEqual([laptop.id, phone.id].toSorted());
  expect(await ids({ status: ["deactivated"] })).toEqual([phone.id]);
  expect(await ids({ status: ["offline"] })).toEqual([laptop.id]);
  expect(await ids({ status: ["online"] })).toEqual([]);
  expect(await ids({ platform: ["windows"] })).toEqual([]);
  expect(await ids({ search: "lapt" })).toEqual([laptop.id]);
});

it("shows those without device:read their own devices only", async () => {
  await using fixture = await openFixture();
  const { user } = await fixture.aUserWithDevices();
  const member = await fixture.aPerson({ role: "BASIC" });
  const own = await fixture.aDevice(member.id);
  expect((await member.call.device.list({})).items.map((device) => device.id)).toEqual([own.id]);
  expect((await member.call.device.list({ userId: user.id })).items).toEqual([]);
});

it("lists roles and groups", async () => {
  await using fixture = await openFixture();
  const group = await fixture.aGroup({ maxDevices: 4 });
  const { call } = fixture.owner;
  expect((await call.role.list({})).items.map((role) => [role.name, role.system])).toEqual([
    ["Administrator", "ADMIN"],
    ["Auditor", "AUDITOR"],
    ["Member", "BASIC"],
    ["Support", "SUPPORT"],
  ]);
  expect((await call.group.list({})).items).toEqual([
    { ...group, description: null, maxDevices: 4, memberCount: 0, roles: [] },
  ]);
});

it("filters the audit log by actor, action and time", async () => {
  await using fixture = await openFixture();
  const { admin, user } = await fixture.aUserWithDevices();
  await admin.user.update({ id: user.id, firstName: "Grace" });
  await fixture.owner.call.user.update({ id: user.id, firstName: "Ada" });
  const by = async (filter: Parameters<typeof admin.audit.list>[0]) =>
    (await admin.audit.list(filter)).items.map((event) => event.details?.after?.firstName);
  expect(await by({ actorId: fixture.admin.id, action: ["user.updated"] })).toEqual(["Grace"]);
  expect(await by({ targetId: user.id, action: ["user.updated"] })).toEqual(["Ada", "Grace"]);
  expect(await by({ to: toTimestamp(0) })).toEqual([]);
  expect(await by({ action: ["user.deleted"] })).toEqual([]);
});

it("refuses sizes, statuses and cursors that are none", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.owner;
  for (const limit of [0, 101, 1.5, Number.NaN]) {
    expect(await refusalOf(call.user.list({ limit }))).toMatchObject({ httpStatus: 400, field: "limit" });
  }
  for (const cursor of ["", "x", "%00", "A".repeat(900)]) {
    expect(await refusalOf(call.user.list({ cursor }))).toMatchObject({ httpStatus: 400, reason: "cursor_invalid" });
  }
  expect(await refusalOf(call.user.list({ cursor: "A".repeat(1001) }))).toMatchObject({ field: "cursor" });
  expect(await refusalOf(call.user.list({ search: "a\u0000b" }))).toMatchObject({ field: "search" });
});
