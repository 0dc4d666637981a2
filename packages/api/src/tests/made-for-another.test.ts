import { userRoles } from "@portcullis/db/schema/roles";
import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { acceptance, tokenOf } from "../testing/invite.ts";
import { aStranger, newPassword } from "../testing/passwords.ts";
import type { TestPerson } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";
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
      make(of: Pair): Promise<string>;
      look(call: TestPerson["call"], token: string): Promise<unknown>;
      use(call: TestPerson["call"], token: string): Promise<unknown>;
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

/** Everything after which its maker could not make the link any more. */
const ends: Readonly<Record<string, (world: World, of: Pair) => Promise<unknown>>> = {
  "the maker is deactivated": ({ owner }, { maker }) => owner.call.user.deactivate({ id: maker.id }),
  "the maker is deleted": ({ owner }, { maker }) => owner.call.user.delete({ id: maker.id }),
  "the maker is erased": async ({ owner, drainCascades }, { maker }) => {
    await owner.call.user.delete({ id: maker.id });
    await drainCascades();
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
  const maker = await world.aPerson({ permissions: ["user:read", "user:write", "user:invite", "role:assign"] });
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
