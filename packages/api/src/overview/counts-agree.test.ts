import { sessionIdleHours } from "@portcullis/domain/session";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { callersOf } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";

/** A person with one live, one idle and one expired session. */
async function aPersonWithOldSessions(fixture: Fixture) {
  const person = await fixture.aPerson({ role: "BASIC" });
  const idle = await fixture.signIn(person.id);
  const expired = await fixture.signIn(person.id);
  await fixture.inScope(async (tx) => {
    await tx.execute(sql`
      update sessions set last_seen_at = now() - make_interval(hours => ${sessionIdleHours}) where id = ${idle.sessionId}`);
    await tx.execute(
      sql`update sessions set created_at = now() - interval '1 day', expires_at = now() where id = ${expired.sessionId}`,
    );
  });
  return person;
}

it("counts the same live sessions in the dialog, the tab's badge, the list and the receipt", async () => {
  await using fixture = await openFixture();
  const { id } = await aPersonWithOldSessions(fixture);
  const { call } = fixture.owner;
  expect((await call.session.list({ userId: id })).items).toHaveLength(1);
  expect((await call.user.get({ id })).sessionCount).toBe(1);
  expect((await call.user.impact({ id, action: "deactivate" })).sessions).toBe(1);
  const { cascade } = await call.user.deactivate({ id });
  expect(cascade?.sessionsEnded).toBe(1);
  const left = await fixture.inScope((tx) => tx.execute(sql`select from sessions where user_id = ${id}`));
  expect(left).toHaveLength(0);
});

it("changes nothing for a session that became idle after its request was authenticated", async () => {
  await using fixture = await openFixture();
  const { admin } = fixture;
  const parts = admin.parts();
  const principal = await parts.authenticate();
  const { call } = callersOf(() => ({ ...parts, authenticate: () => Promise.resolve(principal) }));
  const [first, second] = [await fixture.aUser(), await fixture.aUser()];
  expect(await call.user.deactivate({ id: first.id })).toMatchObject({ status: "inactive" });
  await fixture.inScope((tx) =>
    tx.execute(sql`
      update sessions set last_seen_at = now() - make_interval(hours => ${sessionIdleHours}) where id = ${admin.sessionId}`),
  );
  expect(await refusalOf(call.user.deactivate({ id: second.id }))).toMatchObject({ code: "UNAUTHORIZED" });
  expect(await fixture.owner.call.user.get({ id: second.id })).toMatchObject({ status: "active" });
});

/** A person whose devices have all been heard just now: one may connect, one is unapproved, one off, one does not comply. */
async function aPersonWithDevices(fixture: Fixture) {
  const { id } = await fixture.aUser({ role: "BASIC" });
  await fixture.admin.call.tenant.updatePosture({
    enforcement: "required",
    rules: [{ platform: "linux", checks: ["firewall"], minimumVersion: null }],
  });
  await fixture.aDevice(id, { name: "may connect", platform: "macos" });
  await fixture.aDevice(id, { name: "unapproved", platform: "macos", approvedAt: null });
  await fixture.aDevice(id, { name: "off", platform: "macos", cause: "admin" });
  await fixture.aDevice(id, { name: "unknown posture", platform: "linux" });
  await fixture.inScope((tx) => tx.execute(sql`update devices set last_connection = now() where user_id = ${id}`));
  return id;
}

/** What each place says of how many of a person's devices are online. */
async function onlineEverywhere({ owner: { call } }: Fixture, id: string) {
  const [user, users, devices, counted, impact, overview] = await Promise.all([
    call.user.get({ id }),
    call.user.list({ presence: "online" }),
    call.device.list({ userId: id, status: ["online"] }),
    call.device.count({ userId: id, status: ["online"] }),
    call.user.impact({ id, action: "deactivate" }),
    call.overview.get(),
  ]);
  return {
    page: user.deviceCounts.online,
    listed: users.items.find((item) => item.id === id)?.deviceCounts.online ?? 0,
    devices: counted.count,
    shown: devices.items.filter(({ status }) => status === "online").length,
    dialog: impact.devicesOnline,
    overview: overview.devices?.online.count,
  };
}

const everywhere = (count: number) => ({
  page: count,
  listed: count,
  devices: count,
  shown: count,
  dialog: count,
  overview: count,
});

it("counts the same devices online in dialog, page, lists and overview, whatever keeps the others out", async () => {
  await using fixture = await openFixture();
  const id = await aPersonWithDevices(fixture);
  expect(await onlineEverywhere(fixture, id)).toEqual(everywhere(1));
});

it("counts no device online in a tenant that is paused after a restore", async () => {
  await using fixture = await openFixture();
  const id = await aPersonWithDevices(fixture);
  await fixture.inScope((tx) => tx.execute(sql`update tenants set held_since = now()`));
  expect(await onlineEverywhere(fixture, id)).toEqual(everywhere(0));
});

it("shows of a user in the list what their page shows, field by field", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.owner;
  const id = await aPersonWithDevices(fixture);
  const role = (await call.role.list({})).items.find(({ system }) => system === "SUPPORT");
  await fixture.aGroup({ memberIds: [id], roleIds: [role?.id ?? ""] });
  await fixture.aPasskey(id);
  const [invited] = (await call.user.invite({ people: [{ email: "new@people.test", firstName: "Noor" }] })).results;
  const { items } = await call.user.list({});
  expect(items.map((item) => item.id)).toEqual(
    expect.arrayContaining([id, invited && "userId" in invited && invited.userId]),
  );
  const name = (of: { id: string; name: string }) => ({ id: of.id, name: of.name });
  for (const item of items) {
    const detail = await call.user.get({ id: item.id });
    const shown = { ...detail, roles: detail.roles.map(name), groups: detail.groups.map(name) };
    expect(item).toEqual(
      Object.fromEntries(Object.keys(item).map((field) => [field, shown[field as keyof typeof shown]])),
    );
  }
});
