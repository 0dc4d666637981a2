import type { ListDevices } from "@portcullis/domain/device/device";
import { toTimestamp } from "@portcullis/domain/timestamp";
import type { ListUsers } from "@portcullis/domain/user/user";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readOnlineDevices } from "../device/list-devices.ts";
import { createInternalCaller } from "../internal-router.ts";
import { createApiContext } from "../kernel/context.ts";
import { createCaller } from "../router.ts";
import { crowd } from "../testing/crowd.ts";
import { type Explained, type Explainer, explainer } from "../testing/explained.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";

const stack = new AsyncDisposableStack();
let fixture: Fixture;
let plans: Explainer;
let call: ReturnType<typeof createCaller>;
let groupId: string;
let roleId: string;
/** Somebody in the crowd, and a device of the crowd. */
let userId: string;
let deviceId: string;

// Forty thousand people take their time on a busy machine.
beforeAll(async () => {
  fixture = stack.use(await openFixture());
  const other = await fixture.aTenant();
  await crowd(fixture, [fixture.tenantId, other.tenantId]);
  plans = stack.use(await explainer(fixture));
  call = createCaller(() => createApiContext({ ...fixture.owner.parts(), db: plans.db }));
  groupId = (await call.group.list({ limit: 1 })).items[0]?.id ?? "";
  roleId = (await call.role.list({})).items.find((role) => role.system === "SUPPORT")?.id ?? "";
  userId = (await call.user.list({ search: "hopper", limit: 1 })).items[0]?.id ?? "";
  deviceId = (await call.device.list({ limit: 1 })).items[0]?.id ?? "";
}, 240_000);
afterAll(() => stack.disposeAsync());

type Paged<Input> = (input: Partial<Input>) => Promise<{ nextCursor: string | null }>;
/** A page, and how many there are. */
const users: Paged<ListUsers> = async (input) => {
  const { sort: _sort, direction: _direction, limit: _limit, cursor: _cursor, ...filter } = input;
  await call.user.count(filter);
  return call.user.list(input);
};
const devices: Paged<ListDevices> = async (input) => {
  const { sort: _sort, direction: _direction, limit: _limit, cursor: _cursor, ...filter } = input;
  await call.device.count(filter);
  return call.device.list(input);
};

/** Tables that grow with the tenant; the others are small enough to be read whole. */
const large = new Set([
  "users",
  "devices",
  "user_search",
  "device_search",
  "sessions",
  "cascades",
  "cascade_devices",
  "audit_events",
  "audit_details",
  "audit_origins",
  "group_members",
  "user_roles",
  "device_presence",
  "device_connections",
]);

/** The tables that plans read from end to end, and should not. */
function readsWhole(explained: readonly Explained[]): string[] {
  return explained.flatMap(({ nodes, statement }) =>
    nodes
      .filter((node) => node["Node Type"] === "Seq Scan" && large.has(node["Relation Name"] ?? ""))
      .map((node) => `${node["Relation Name"]} in ${statement}`),
  );
}

const indexesOf = (explained: readonly Explained[]) =>
  new Set(explained.flatMap(({ nodes }) => nodes.flatMap((node) => node["Index Name"] ?? [])));

/** The statements that count and find a page's ids, inside page_users and page_devices: what else runs names the tenant. */
const bodyOf = (explained: readonly Explained[]) =>
  explained.filter(({ statement }) => statement.includes("tenant_id = app_tenant_id()"));

/** There are two: one holds the rule, one the order. */
const byEmail: unknown = expect.stringMatching(/^users_email/);
/** Also the one that has a status before the name: PostgreSQL 18 skips through the few that there are. */
const byName: unknown = expect.stringMatching(/^users_(name|status)$/);

it.each<[string, Partial<ListUsers>, unknown[]]>([
  ["by name", {}, ["users_name"]],
  ["by name, backwards", { direction: "desc" }, ["users_name"]],
  ["by e-mail", { sort: "email" }, ["users_email_sort"]],
  ["by creation", { sort: "createdAt", direction: "desc" }, ["users_created"]],
  ["by last connection", { sort: "lastConnection", direction: "desc" }, ["users_last_connection"]],
  ["of one status", { status: ["inactive"] }, ["users_status"]],
  ["of several statuses", { status: ["inactive", "pending"] }, ["users_status"]],
  ["who are online", { presence: "online" }, ["devices_last_connection"]],
  ["who are offline", { presence: "offline" }, ["devices_last_connection"]],
  ["that begin with one letter", { search: "a" }, [byName, "users_last_name", byEmail]],
  ["that begin with two letters", { search: "gr" }, [byName, "users_last_name", byEmail]],
  ["that begin with two letters, by creation", { search: "gr", sort: "createdAt" }, [byName, byEmail]],
  ["that begin with what nobody does", { search: "zz" }, [byName, "users_last_name", byEmail]],
  ["that contain three letters", { search: "opp" }, ["user_search_words"]],
  ["that contain a name", { search: "hopper" }, ["user_search_words"]],
  ["that contain one e-mail", { search: "person777@" }, ["user_search_words"]],
  ["that contain what nobody does", { search: "zzzzzz" }, ["user_search_words"]],
  ["that contain a name, of one status", { search: "hopper", status: ["inactive"] }, ["user_search_words"]],
])("lists users %s by an index", async (_, input, indexes) => {
  const ran = await plans.plansOf(() => users(input));
  expect(readsWhole(ran)).toEqual([]);
  expect(bodyOf(ran)).not.toEqual([]);
  expect([...indexesOf(bodyOf(ran))]).toEqual(expect.arrayContaining(indexes));
});

it("lists the members of a group and the holders of a role by an index", async () => {
  const members = await plans.plansOf(() => users({ groupId }));
  const holders = await plans.plansOf(() => users({ roleId }));
  expect(readsWhole([...members, ...holders])).toEqual([]);
  expect(indexesOf(bodyOf(members))).toContain("group_members_tenant_id_group_id_user_id_pk");
  expect(indexesOf(bodyOf(holders))).toContain("user_roles_role");
});

it.each<[string, Partial<ListDevices>, string[]]>([
  ["by name", {}, ["devices_name"]],
  ["by name, backwards", { direction: "desc" }, ["devices_name"]],
  ["by creation", { sort: "createdAt" }, ["devices_created"]],
  ["by last connection", { sort: "lastConnection", direction: "desc" }, ["devices_last_connection"]],
  ["that are off", { status: ["deactivated"] }, ["devices_deactivated"]],
  ["that are online", { status: ["online"] }, ["devices_last_connection"]],
  ["that are offline", { status: ["offline"] }, ["devices_name"]],
  ["of one platform", { platform: ["ios"] }, ["devices_platform"]],
  ["of a platform that nobody uses", { platform: ["router"] }, ["devices_platform"]],
  ["that begin with one letter", { search: "l" }, ["devices_name"]],
  ["that begin with two letters", { search: "ph" }, ["devices_name"]],
  ["that begin with what none does", { search: "zz" }, ["devices_name"]],
  ["that contain a word", { search: "laptop-a" }, ["device_search_words", "user_search_words"]],
  ["of people found by name", { search: "hopper" }, ["device_search_words", "user_search_words"]],
  ["that contain what none does", { search: "zzzzzz" }, ["device_search_words", "user_search_words"]],
])("lists devices %s by an index", async (_, input, indexes) => {
  const ran = await plans.plansOf(() => devices(input));
  expect(readsWhole(ran)).toEqual([]);
  expect(bodyOf(ran)).not.toEqual([]);
  expect([...indexesOf(bodyOf(ran))]).toEqual(expect.arrayContaining(indexes));
});

it("lists a user's devices by an index", async () => {
  const ran = await plans.plansOf(() => devices({ userId }));
  expect(readsWhole(ran)).toEqual([]);
  expect(indexesOf(bodyOf(ran))).toContain("devices_of_user");
});

type Turn = (page: { cursor?: string; direction: "asc" | "desc"; limit: number }) => ReturnType<typeof users>;

it.each<[string, Turn, string]>([
  ["users by name", (page) => users({ ...page, sort: "name" }), "users_name"],
  ["users by e-mail", (page) => users({ ...page, sort: "email" }), "users_email_sort"],
  ["users by creation", (page) => users({ ...page, sort: "createdAt" }), "users_created"],
  ["users by last connection", (page) => users({ ...page, sort: "lastConnection" }), "users_last_connection"],
  ["devices by name", (page) => devices({ ...page, sort: "name" }), "devices_name"],
  ["devices by creation", (page) => devices({ ...page, sort: "createdAt" }), "devices_created"],
  ["devices by last connection", (page) => devices({ ...page, sort: "lastConnection" }), "devices_last_connection"],
])("goes on in the list of %s where the page before ended, not from the beginning", async (_, turn, index) => {
  for (const direction of ["asc", "desc"] as const) {
    const { nextCursor } = await turn({ direction, limit: 10 });
    const ran = await plans.plansOf(() => turn({ direction, limit: 10, cursor: nextCursor ?? "" }));
    const walk = bodyOf(ran).flatMap(({ nodes }) => nodes.filter((node) => node["Index Name"] === index));
    expect(walk.map((node) => node["Index Cond"])).toContainEqual(expect.stringContaining("ROW("));
  }
});

it.each<[string, () => Promise<unknown>, string]>([
  ["all of the audit log", () => call.audit.list({}), "audit_events_at"],
  ["what one person did", () => call.audit.list({ actorId: userId }), "audit_events_actor"],
  ["what was done to one person", () => call.audit.list({ targetId: userId }), "audit_events_subject"],
  ["one kind of event", () => call.audit.list({ action: ["user.deleted"] }), "audit_events_action"],
  ["a day of the audit log", () => call.audit.list({ from: toTimestamp(0), to: toTimestamp(1) }), "audit_events_at"],
  ["all cascades", () => call.cascade.list({}), "cascades_tenant_id_id_pk"],
  ["a person's cascades", () => call.cascade.list({ userId }), "cascades_of_user"],
  ["the cascades that failed", () => call.cascade.list({ status: ["failed"] }), "cascades_status"],
  ["a person's sessions", () => call.session.list({ userId }), "sessions_of_user"],
  ["a person whole", () => call.user.get({ id: userId }), "devices_of_user"],
  ["a device whole", () => call.device.get({ id: deviceId }), "device_presence_tenant_id_device_id_gateway_id_pk"],
  [
    "a device's history",
    () => call.device.history({ id: deviceId, span: "7d" }),
    "device_connections_tenant_id_device_id_started_at_gateway_id_pk",
  ],
  ["why a person may not connect", () => call.access.explain({ userId }), "devices_of_user"],
  ["why a device may not connect", () => call.access.explain({ deviceId }), "audit_events_target"],
  ["a page of devices", () => call.device.list({}), "device_presence_tenant_id_device_id_gateway_id_pk"],
  ["who is online", () => readOnlineDevices(plans, fixture.tenantId), "devices_last_connection"],
  ["a person's groups", () => call.user.get({ id: userId }), "group_members_user"],
])("reads %s by an index", async (_, read, index) => {
  const ran = await plans.plansOf(read);
  expect(readsWhole(ran)).toEqual([]);
  expect(indexesOf(ran)).toContain(index);
});

it("reads the connections of a day by when they ended", async () => {
  const ran = await plans.plansOf(() => call.overview.connections({ span: "24h" }));
  expect(indexesOf(ran)).toContain("device_connections_ended");
});

it("finds what is due, and walks a person's devices, by an index", async () => {
  const worker = createInternalCaller({ db: plans.db, principal: { kind: "worker" } });
  await call.user.deactivate({ id: userId });
  const { cascade } = await call.user.get({ id: userId });
  const due = await plans.plansOf(() => worker.cascade.due({ limit: 64 }));
  expect(indexesOf(due)).toContain("cascades_due");
  const advance = { tenantId: fixture.tenantId, cascadeId: cascade?.id ?? "" };
  const batch = await plans.plansOf(() => worker.cascade.advance(advance));
  expect(readsWhole([...due, ...batch])).toEqual([]);
  const walk = batch.filter(({ statement }) => statement.includes("scanned")).flatMap(({ nodes }) => nodes);
  const ofUser = walk.filter((node) => node["Index Name"] === "devices_of_user");
  // From the cursor on: a walk that passed all that came before it would take the square of a person's devices.
  expect(ofUser.map((node) => node["Index Cond"])).toEqual([expect.stringMatching(/id > w\w*\.cursor/)]);
  const erased = await plans.plansOf(async () => {
    const { id } = await call.user.delete({ id: userId });
    while ((await worker.cascade.advance({ ...advance, cascadeId: id })).outcome === "progress");
  });
  expect(readsWhole(erased)).toEqual([]);
});

it("deletes many people together by indexes", async () => {
  const worker = createInternalCaller({ db: plans.db, principal: { kind: "worker" } });
  const { items } = await call.user.list({ search: "lovelace", limit: 8 });
  const cascadeIds: string[] = [];
  for (const { id } of items) cascadeIds.push((await call.user.delete({ id })).id);
  const ran = await plans.plansOf(async () => {
    expect(await worker.cascade.advanceSmall({ tenantId: fixture.tenantId, cascadeIds })).toEqual({ left: [] });
  });
  expect(readsWhole(ran)).toEqual([]);
  const indexes = ["devices_of_user", "audit_details_subject", "audit_origins_person", "users_tenant_id_id_pk"];
  expect([...indexesOf(ran)]).toEqual(expect.arrayContaining(indexes));
  // Not all that is being deleted or runs, which may be thousands, for each set.
  for (const index of ["users_status", "cascades_status"]) expect(indexesOf(ran)).not.toContain(index);
});

it("asks row-level security of the statements that it explains, as the application role", async () => {
  const ran = await plans.plansOf(() => users({}));
  expect(bodyOf(ran).flatMap(({ nodes }) => nodes.flatMap((node) => node["One-Time Filter"] ?? []))).toContainEqual(
    expect.stringContaining("app.tenant_id"),
  );
  expect(await plans.db.execute("select current_user as name")).toEqual([{ name: "portcullis_app" }]);
});
