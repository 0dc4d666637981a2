import { userRoles } from "@portcullis/db/schema/roles";
import { and, eq } from "drizzle-orm";
import postgres from "postgres";
import { describe, expect, it } from "vitest";
import { acceptance, invite, tokenOf } from "../testing/invite.ts";
import { aStranger, newPassword } from "../testing/passwords.ts";
import type { TestPerson } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";
import { aPublicKey } from "../testing/rows.ts";
import { testWorld, type World } from "../testing/world.ts";

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
const ends: Readonly<Record<string, (world: World, of: Pair) => Promise<unknown>>> = {
  "the maker is deactivated": ({ owner }, { maker }) => owner.call.user.deactivate({ id: maker.id }),
  "the maker is deleted": ({ owner }, { maker }) => owner.call.user.delete({ id: maker.id }),
  "the maker is erased": async (world, { maker }) => {
    await world.owner.call.user.delete({ id: maker.id });
    await world.drainCascades();
  },
  "the maker is demoted": ({ owner }, { maker }) => owner.call.user.setRoles({ id: maker.id, roleIds: [] }),
  "the maker's role loses the permission": ({ owner }, { makerRole }) =>
    owner.call.role.update({ id: makerRole, permissions: ["user:read", "role:assign"] }),
  "the target rises directly": ({ owner }, { targetId, admin }) =>
    owner.call.user.setRoles({ id: targetId, roleIds: [admin] }),
  "the target rises through a group": async (world, { targetId, admin }) => {
    const group = await world.owner.call.group.create({ name: "Risen", roleIds: [admin] });
    await world.owner.call.group.addMembers({ id: group.id, userIds: [targetId] });
  },
  "the target rises by what their role grants": ({ owner }, { targetRole }) =>
    owner.call.role.update({ id: targetRole, permissions: ["user:read", "audit:read"] }),
};

/** What changes nothing of who may do what. */
const keeps: Readonly<Record<string, (world: World, of: Pair) => Promise<unknown>>> = {
  "nothing happens": () => Promise.resolve(),
  "the target gains what the maker holds": ({ owner }, { targetRole }) =>
    owner.call.role.update({ id: targetRole, permissions: ["user:read", "user:write"] }),
  "the maker signs out": (_, { maker }) => maker.call.account.signOutEverywhere(),
};

async function aPair(world: World, status: "active" | "pending"): Promise<Pair> {
  const maker = await world.aPerson({ permissions: makersRights });
  const target = await world.aUser({ status, permissions: ["user:read"] });
  const roleOf = async (userId: string) => {
    const isTheirs = and(eq(userRoles.tenantId, world.tenantId), eq(userRoles.userId, userId));
    const [held] = await world.inScope((tx) => tx.select().from(userRoles).where(isTheirs));
    return held?.roleId ?? "";
  };
  return {
    maker,
    makerRole: await roleOf(maker.id),
    targetId: target.id,
    targetRole: await roleOf(target.id),
    admin: await roleOf(world.admin.id),
  };
}

describe.each(Object.entries(links))("%s", (_, { status, make, look, use }) => {
  it.each(Object.entries(ends))("is void once %s", async (_name, end) => {
    await using world = await testWorld();
    const pair = await aPair(world, status);
    const token = await make(pair);
    const call = aStranger(world.owner);
    expect(await look(call, token)).toBeDefined();
    await end(world, pair);
    const isVoid = { code: "NOT_FOUND", reason: status === "active" ? "link_void" : "invitation_void" };
    expect(await refusalOf(look(call, token))).toMatchObject(isVoid);
    expect(await refusalOf(use(call, token))).toMatchObject(isVoid);
  });

  it.each(Object.entries(keeps))("opens where %s", async (_name, happens) => {
    await using world = await testWorld();
    const pair = await aPair(world, status);
    const token = await make(pair);
    await happens(world, pair);
    const call = aStranger(world.owner);
    expect(await look(call, token)).toBeDefined();
    expect(await use(call, token)).toBeDefined();
  });
});

/** What cannot be void by itself, as other people work with it: the preview and the receipt of who made it list it. */
const listed: Readonly<Record<string, (world: World, of: Pair) => Promise<string>>> = {
  "device.registered": async (_, { maker, targetId }) => {
    const device = { name: "laptop", platform: "linux", publicKey: aPublicKey() } as const;
    return (await maker.call.device.register({ ...device, userId: targetId })).id;
  },
  "device.handed_over": async (world, { maker, targetId }) => {
    const { id } = await world.aDevice(maker.id);
    await maker.call.device.handOver({ id, userId: targetId });
    return id;
  },
  "device.key_rotated": async (world, { maker, targetId }) => {
    const { id } = await world.aDevice(targetId);
    await maker.call.device.rotateKey({ id, publicKey: aPublicKey() });
    return id;
  },
  "device.posture_token_made": async (world, { maker, targetId }) => {
    const { id } = await world.aDevice(targetId);
    await maker.call.device.makePostureToken({ id });
    return id;
  },
  "user.invited": async (world, { maker }) => {
    const invited = await invite(world, { by: maker });
    await aStranger(world.owner).invitation.accept(acceptance(invited.token));
    return invited.userId;
  },
  "user.factors_reset": async (world, { maker, targetId }) => {
    await world.aPasskey(targetId);
    await maker.call.user.resetFactors({ id: targetId });
    return targetId;
  },
  "user.groups_changed": async (world, { maker, targetId }) => {
    const group = await world.aGroup({});
    await maker.call.user.setGroups({ id: targetId, groupIds: [group.id] });
    return targetId;
  },
  "gateway.created": async (_, { maker }) =>
    (await maker.call.gateway.create({ name: "Frankfurt", endpoint: "vpn.example.com:51820" })).gateway.id,
};

it.each(Object.entries(listed))("%s stays, and is listed where its maker is switched off", async (action, make) => {
  await using world = await testWorld();
  const pair = await aPair(world, "active");
  const { maker } = pair;
  const id = await make(world, pair);
  const mine = await maker.call.device.register({ name: "own", platform: "linux", publicKey: aPublicKey() });
  const impact = await world.owner.call.user.impact({ id: maker.id, action: "deactivate" });
  expect(impact.made).toMatchObject({ items: [{ action, target: { id } }], complete: true });
  expect(JSON.stringify(impact.made)).not.toContain(mine.id);
  expect((await world.owner.call.user.impact({ id: maker.id, action: "reactivate" })).made.items).toEqual([]);
  const { cascade } = await world.owner.call.user.deactivate({ id: maker.id });
  expect(await world.owner.call.cascade.made({ id: cascade?.id ?? "" })).toEqual(impact.made);
});

it("lists an open reset link before its maker goes, and what is ended, old or one's own not at all", async () => {
  await using world = await testWorld();
  const { maker, targetId } = await aPair(world, "active");
  await maker.call.user.resetPassword({ id: targetId });
  const device = { name: "laptop", platform: "linux", userId: targetId } as const;
  const [off, removed] = [
    await maker.call.device.register({ ...device, publicKey: aPublicKey() }),
    await maker.call.device.register({ ...device, publicKey: aPublicKey() }),
  ];
  await world.owner.call.device.deactivate({ id: off.id });
  await world.owner.call.device.remove({ id: removed.id });
  const madeBy = async () => (await world.owner.call.user.impact({ id: maker.id, action: "delete" })).made.items;
  expect(await madeBy()).toMatchObject([
    { action: "user.password_reset_requested", target: { id: targetId }, user: null },
  ]);
  await world.owner.call.device.reactivate({ id: off.id });
  expect(await madeBy()).toMatchObject([
    { action: "device.registered", target: { id: off.id }, user: { id: targetId } },
    {},
  ]);
  const sql = postgres(world.ownerUrl, { max: 1, onnotice: () => {} });
  await sql`update audit_events set at = at - interval '91 days' where actor_id = ${maker.id}`;
  await sql.end();
  expect(await madeBy()).toEqual([]);
});

it("a reset link stays void when its maker returns, and once the target owns the tenant", async () => {
  await using world = await testWorld();
  const pair = await aPair(world, "active");
  const { make, use } = links["a reset link"] ?? {};
  const token = (await make?.(pair)) ?? "";
  await world.owner.call.user.deactivate({ id: pair.maker.id });
  await world.owner.call.user.reactivate({ id: pair.maker.id });
  const call = aStranger(world.owner);
  expect(await refusalOf(use?.(call, token) ?? Promise.resolve())).toMatchObject({ reason: "link_void" });

  const heir = await world.aPerson({ role: "BASIC" });
  const { link } = await world.admin.call.user.resetPassword({ id: heir.id });
  await world.owner.call.tenant.offerOwnership({ userId: heir.id });
  await heir.call.tenant.acceptOwnership({});
  const opened = call.passwordReset.complete({ token: tokenOf(link), password: newPassword });
  expect(await refusalOf(opened)).toMatchObject({ reason: "link_void" });
});
