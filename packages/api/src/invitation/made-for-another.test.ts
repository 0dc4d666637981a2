import { userRoles } from "@portcullis/db/schema/roles";
import { aPublicKey } from "@portcullis/testing/tenant";
import { and, eq } from "drizzle-orm";
import postgres from "postgres";
import { describe, expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { acceptance, invite, tokenOf } from "../testing/invite.ts";
import { anonymousCaller, newPassword } from "../testing/passwords.ts";
import type { TestPerson } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";

/** Who makes a link for whom, and the role that each of them holds. */
interface Pair {
  readonly maker: TestPerson;
  readonly makerRole: string;
  readonly targetId: string;
  readonly targetRole: string;
  readonly admin: string;
}

/** What one person can make for another that opens something by itself. */
const links: Readonly<
  Record<
    string,
    {
      readonly status: "active" | "pending";
      readonly make: (of: Pair) => Promise<string>;
      readonly look: (call: TestPerson["call"], token: string) => Promise<unknown>;
      readonly use: (call: TestPerson["call"], token: string) => Promise<unknown>;
    }
  >
> = {
  "a reset link": {
    status: "active",
    make: async ({ maker, targetId }) => tokenOf((await maker.call.user.resetPassword({ id: targetId })).link),
    look: (call, token) => call.passwordReset.inspect({ token }),
    use: (call, token) => call.passwordReset.complete({ token, password: newPassword }),
  },
  "an invitation": {
    status: "pending",
    make: async ({ maker, targetId }) => tokenOf((await maker.call.user.resendInvitation({ id: targetId })).link),
    look: (call, token) => call.invitation.inspect({ token }),
    use: (call, token) => call.invitation.accept(acceptance(token)),
  },
};

const makersRights = [
  "user:read",
  "user:write",
  "user:invite",
  "role:assign",
  "group:write",
  "device:read",
  "device:write",
  "gateway:write",
] as const;

/** Everything after which its maker could not make the link any more. */
const ends: Readonly<Record<string, (fixture: Fixture, of: Pair) => Promise<unknown>>> = {
  "the maker is deactivated": ({ owner }, { maker }) => owner.call.user.deactivate({ id: maker.id }),
  "the maker is deleted": ({ owner }, { maker }) => owner.call.user.delete({ id: maker.id }),
  "the maker is erased": async (fixture, { maker }) => {
    await fixture.owner.call.user.delete({ id: maker.id });
    await fixture.drainCascades();
  },
  "the maker is demoted": ({ owner }, { maker }) => owner.call.user.setRoles({ id: maker.id, roleIds: [] }),
  "the maker's role loses the permission": ({ owner }, { makerRole }) =>
    owner.call.role.update({ id: makerRole, permissions: ["user:read", "role:assign"] }),
  "the target rises directly": ({ owner }, { targetId, admin }) =>
    owner.call.user.setRoles({ id: targetId, roleIds: [admin] }),
  "the target rises through a group": async (fixture, { targetId, admin }) => {
    const group = await fixture.owner.call.group.create({ name: "Risen", roleIds: [admin] });
    await fixture.owner.call.group.addMembers({ id: group.id, userIds: [targetId] });
  },
  "the target rises by what their role grants": ({ owner }, { targetRole }) =>
    owner.call.role.update({ id: targetRole, permissions: ["user:read", "audit:read"] }),
};

/** What changes nothing of who may do what. */
const keeps: Readonly<Record<string, (fixture: Fixture, of: Pair) => Promise<unknown>>> = {
  "nothing happens": () => Promise.resolve(),
  "the target gains what the maker holds": ({ owner }, { targetRole }) =>
    owner.call.role.update({ id: targetRole, permissions: ["user:read", "user:write"] }),
  "the maker signs out": (_, { maker }) => maker.call.account.signOutEverywhere(),
};

async function aPair(fixture: Fixture, status: "active" | "pending"): Promise<Pair> {
  const maker = await fixture.aPerson({ permissions: makersRights });
  const target = await fixture.aUser({ status, permissions: ["user:read"] });
  const roleOf = async (userId: string) => {
    const isTheirs = and(eq(userRoles.tenantId, fixture.tenantId), eq(userRoles.userId, userId));
    const [held] = await fixture.inScope((tx) => tx.select().from(userRoles).where(isTheirs));
    return held?.roleId ?? "";
  };
  return {
    maker,
    makerRole: await roleOf(maker.id),
    targetId: target.id,
    targetRole: await roleOf(target.id),
    admin: await roleOf(fixture.admin.id),
  };
}

describe.each(Object.entries(links))("%s", (_, { status, make, look, use }) => {
  it.each(Object.entries(ends))("is void once %s", async (_name, end) => {
    await using fixture = await openFixture();
    const pair = await aPair(fixture, status);
    const token = await make(pair);
    const call = anonymousCaller(fixture.owner);
    expect(await look(call, token)).toBeDefined();
    await end(fixture, pair);
    const isVoid = { code: "NOT_FOUND", reason: status === "active" ? "link_void" : "invitation_void" };
    expect(await refusalOf(look(call, token))).toMatchObject(isVoid);
    expect(await refusalOf(use(call, token))).toMatchObject(isVoid);
  });

  it.each(Object.entries(keeps))("opens where %s", async (_name, happens) => {
    await using fixture = await openFixture();
    const pair = await aPair(fixture, status);
    const token = await make(pair);
    await happens(fixture, pair);
    const call = anonymousCaller(fixture.owner);
    expect(await look(call, token)).toBeDefined();
    expect(await use(call, token)).toBeDefined();
  });
});

/** What cannot be void by itself, as other people work with it: the preview and the receipt of who made it list it. */
const listed: Readonly<Record<string, (fixture: Fixture, of: Pair) => Promise<string>>> = {
  "device.registered": async (_, { maker, targetId }) => {
    const device = { name: "laptop", platform: "linux", publicKey: aPublicKey() } as const;
    return (await maker.call.device.register({ ...device, userId: targetId })).id;
  },
  "device.handed_over": async (fixture, { maker, targetId }) => {
    const { id } = await fixture.aDevice(maker.id);
    await maker.call.device.handOver({ id, userId: targetId });
    return id;
  },
  "device.key_rotated": async (fixture, { maker, targetId }) => {
    const { id } = await fixture.aDevice(targetId);
    await maker.call.device.rotateKey({ id, publicKey: aPublicKey() });
    return id;
  },
  "device.posture_token_made": async (fixture, { maker, targetId }) => {
    const { id } = await fixture.aDevice(targetId);
    await maker.call.device.makePostureToken({ id });
    return id;
  },
  "user.invited": async (fixture, { maker }) => {
    const invited = await invite(fixture, { by: maker });
    await anonymousCaller(fixture.owner).invitation.accept(acceptance(invited.token));
    return invited.userId;
  },
  "user.factors_reset": async (fixture, { maker, targetId }) => {
    await fixture.aPasskey(targetId);
    await maker.call.user.resetFactors({ id: targetId });
    return targetId;
  },
  "user.groups_changed": async (fixture, { maker, targetId }) => {
    const group = await fixture.aGroup({});
    await maker.call.user.setGroups({ id: targetId, groupIds: [group.id] });
    return targetId;
  },
  "gateway.created": async (_, { maker }) =>
    (await maker.call.gateway.create({ name: "Frankfurt", endpoint: "vpn.example.com:51820" })).gateway.id,
};

it.each(Object.entries(listed))("%s stays, and is listed where its maker is switched off", async (action, make) => {
  await using fixture = await openFixture();
  const pair = await aPair(fixture, "active");
  const { maker } = pair;
  const id = await make(fixture, pair);
  const mine = await maker.call.device.register({ name: "own", platform: "linux", publicKey: aPublicKey() });
  const impact = await fixture.owner.call.user.impact({ id: maker.id, action: "deactivate" });
  expect(impact.made).toMatchObject({ items: [{ action, target: { id } }], complete: true });
  expect(JSON.stringify(impact.made)).not.toContain(mine.id);
  expect((await fixture.owner.call.user.impact({ id: maker.id, action: "reactivate" })).made.items).toEqual([]);
  const { cascade } = await fixture.owner.call.user.deactivate({ id: maker.id });
  expect(await fixture.owner.call.cascade.made({ id: cascade?.id ?? "" })).toEqual(impact.made);
});

it("lists an open reset link before its maker goes, and what is ended, old or one's own not at all", async () => {
  await using fixture = await openFixture();
  const { maker, targetId } = await aPair(fixture, "active");
  await maker.call.user.resetPassword({ id: targetId });
  const device = { name: "laptop", platform: "linux", userId: targetId } as const;
  const [off, removed] = [
    await maker.call.device.register({ ...device, publicKey: aPublicKey() }),
    await maker.call.device.register({ ...device, publicKey: aPublicKey() }),
  ];
  await fixture.owner.call.device.deactivate({ id: off.id });
  await fixture.owner.call.device.remove({ id: removed.id });
  const madeBy = async () => (await fixture.owner.call.user.impact({ id: maker.id, action: "delete" })).made.items;
  expect(await madeBy()).toMatchObject([
    { action: "user.password_reset_requested", target: { id: targetId }, user: null },
  ]);
  await fixture.owner.call.device.reactivate({ id: off.id });
  expect(await madeBy()).toMatchObject([
    { action: "device.registered", target: { id: off.id }, user: { id: targetId } },
    {},
  ]);
  const sql = postgres(fixture.ownerUrl, { max: 1, onnotice: () => {} });
  await sql`update audit_events set at = at - interval '91 days' where actor_id = ${maker.id}`;
  await sql.end();
  expect(await madeBy()).toEqual([]);
});

it("a reset link stays void when its maker returns, and once the target owns the tenant", async () => {
  await using fixture = await openFixture();
  const pair = await aPair(fixture, "active");
  const { make, use } = links["a reset link"] ?? {};
  const token = (await make?.(pair)) ?? "";
  await fixture.owner.call.user.deactivate({ id: pair.maker.id });
  await fixture.owner.call.user.reactivate({ id: pair.maker.id });
  const call = anonymousCaller(fixture.owner);
  expect(await refusalOf(use?.(call, token) ?? Promise.resolve())).toMatchObject({ reason: "link_void" });

  const recipient = await fixture.aPerson({ role: "BASIC" });
  const { link } = await fixture.admin.call.user.resetPassword({ id: recipient.id });
  await fixture.owner.call.tenant.offerOwnership({ userId: recipient.id });
  await recipient.call.tenant.acceptOwnership({});
  const opened = call.passwordReset.complete({ token: tokenOf(link), password: newPassword });
  expect(await refusalOf(opened)).toMatchObject({ reason: "link_void" });
});
