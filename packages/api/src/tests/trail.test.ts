import { randomUUID } from "node:crypto";
import { auditDetails, auditEvents } from "@portcullis/db/schema/audit";
import { and, eq, gt } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { invite } from "../testing/invite.ts";
import { mutationPaths } from "../testing/mutations.ts";
import { parkCascade } from "../testing/park-cascade.ts";
import { aPublicKey } from "../testing/rows.ts";
import { watchedElsewhere } from "../testing/watched-elsewhere.ts";
import { testWorld, type World } from "../testing/world.ts";

/** A change, and the one event that it must leave. */
interface Change {
  ask(): Promise<unknown>;
  readonly action: string;
  readonly target: { readonly kind: string; readonly id?: string };
  /** Null where it is about nobody. */
  readonly subjectId: string | null;
  /** Who does it, where that is not the administrator. */
  readonly actorId?: string;
  readonly changed?: readonly string[];
  /** What of it belongs to the erasable details only. */
  readonly details?: unknown;
  readonly personal?: readonly string[];
}

/** Mutations only because their input is a secret: they change nothing. */
const telling = mutationPaths.filter((path) => !watchedElsewhere.includes(path));
const aRole = (world: World) =>
  world.admin.call.role.create({ name: `Role ${randomUUID()}`, permissions: ["user:read"] });

const changes: Readonly<Record<string, (world: World) => Promise<Change>>> = {
  "cascade.retry": async (world) => {
    const { admin, user } = await world.aUserWithDevices();
    const id = (await admin.user.deactivate({ id: user.id })).cascade?.id ?? "";
    await parkCascade(world, id);
    return {
      ask: () => admin.cascade.retry({ id }),
      action: "cascade.retried",
      target: { kind: "cascade", id },
      subjectId: user.id,
    };
  },
  "device.deactivate": async (world) => {
    const { admin, user, laptop } = await world.aUserWithDevices();
    return {
      ask: () => admin.device.deactivate({ id: laptop.id }),
      action: "device.deactivated",
      target: { kind: "device", id: laptop.id },
      subjectId: user.id,
      changed: ["cause"],
    };
  },
  "device.reactivate": async (world) => {
    const { admin, user, laptop } = await world.aUserWithDevices();
    await admin.device.deactivate({ id: laptop.id });
    return {
      ask: () => admin.device.reactivate({ id: laptop.id }),
      action: "device.reactivated",
      target: { kind: "device", id: laptop.id },
      subjectId: user.id,
      changed: ["cause"],
    };
  },
  "device.register": async (world) => {
    const { admin, user } = await world.aUserWithDevices();
    const device = { name: "Ada's tablet", platform: "ios" as const, publicKey: aPublicKey(), userId: user.id };
    return {
      ask: () => admin.device.register(device),
      action: "device.registered",
      target: { kind: "device" },
      subjectId: user.id,
      details: { after: { name: "Ada's tablet", platform: "ios" } },
      personal: ["Ada's tablet", device.publicKey],
    };
  },
  "device.remove": async (world) => {
    const { admin, user, laptop } = await world.aUserWithDevices();
    return {
      ask: () => admin.device.remove({ id: laptop.id }),
      action: "device.removed",
      target: { kind: "device", id: laptop.id },
      subjectId: user.id,
      details: { before: { name: "laptop" } },
      personal: ["laptop"],
    };
  },
  "device.rename": async (world) => {
    const { admin, user, laptop } = await world.aUserWithDevices();
    return {
      ask: () => admin.device.rename({ id: laptop.id, name: "Ada's laptop" }),
      action: "device.renamed",
      target: { kind: "device", id: laptop.id },
      subjectId: user.id,
      changed: ["name"],
      details: { before: { name: "laptop" }, after: { name: "Ada's laptop" } },
      personal: ["Ada's laptop"],
    };
  },
  "group.addMembers": async (world) => {
    const { admin, user } = await world.aUserWithDevices();
    const group = await world.aGroup({});
    return {
      ask: () => admin.group.addMembers({ id: group.id, userIds: [user.id] }),
      action: "user.groups_changed",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
      changed: ["groups"],
      details: { before: { groups: [] }, after: { groups: [group.name] } },
    };
  },
  "group.create": async (world) => {
    const name = `Operations ${randomUUID()}`;
    return {
      ask: () => world.admin.call.group.create({ name, maxDevices: 3 }),
      action: "group.created",
      target: { kind: "group" },
      subjectId: null,
      details: { after: { name, description: null, maxDevices: 3, roles: [] } },
    };
  },
  "group.delete": async (world) => {
    const { id, name } = await world.aGroup({ maxDevices: 2 });
    return {
      ask: () => world.admin.call.group.delete({ id }),
      action: "group.deleted",
      target: { kind: "group", id },
      subjectId: null,
      details: { before: { name, description: null, maxDevices: 2, roles: [], members: 0 } },
    };
  },
  "group.removeMembers": async (world) => {
    const { admin, user } = await world.aUserWithDevices();
    const group = await world.aGroup({ memberIds: [user.id] });
    return {
      ask: () => admin.group.removeMembers({ id: group.id, userIds: [user.id] }),
      action: "user.groups_changed",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
      changed: ["groups"],
      details: { before: { groups: [group.name] }, after: { groups: [] } },
    };
  },
  "group.update": async (world) => {
    const { id, name } = await world.aGroup({});
    const roleId = (await world.admin.call.role.list({})).items[0]?.id ?? "";
    return {
      ask: () => world.admin.call.group.update({ id, name: `${name}, renamed`, roleIds: [roleId] }),
      action: "group.updated",
      target: { kind: "group", id },
      subjectId: null,
      changed: ["name", "roles"],
      details: { before: { name, roles: [] }, after: { name: `${name}, renamed`, roles: ["Administrator"] } },
    };
  },
  "invitation.accept": async (world) => {
    const { userId, token } = await invite(world);
    const names = { firstName: "Linus", lastName: "Newman" };
    return {
      ask: () => world.admin.call.invitation.accept({ token, ...names, password: "correct horse battery" }),
      action: "user.invitation_accepted",
      actorId: userId,
      target: { kind: "user", id: userId },
      subjectId: userId,
      changed: ["status"],
      details: { after: names },
      personal: ["Linus", "Newman"],
    };
  },
  "role.create": (world) => {
    const role = {
      name: `Field staff ${randomUUID()}`,
      description: "On the road.",
      permissions: ["user:read"] as const,
    };
    return Promise.resolve({
      ask: () => world.admin.call.role.create({ ...role, permissions: [...role.permissions] }),
      action: "role.created",
      target: { kind: "role" },
      subjectId: null,
      details: { after: role },
    });
  },
  "role.delete": async (world) => {
    const { id, name } = await aRole(world);
    return {
      ask: () => world.admin.call.role.delete({ id }),
      action: "role.deleted",
      target: { kind: "role", id },
      subjectId: null,
      details: { before: { name, description: null, permissions: ["user:read"] } },
    };
  },
  "role.update": async (world) => {
    const { id, name } = await aRole(world);
    return {
      ask: () => world.admin.call.role.update({ id, name, description: "On the road.", permissions: ["audit:read"] }),
      action: "role.updated",
      target: { kind: "role", id },
      subjectId: null,
      changed: ["description", "permissions"],
      details: {
        before: { description: null, permissions: ["user:read"] },
        after: { description: "On the road.", permissions: ["audit:read"] },
      },
    };
  },
  "session.revoke": async (world) => {
    const { admin, user } = await world.aUserWithDevices();
    const { sessionId } = await world.signIn(user.id);
    return {
      ask: () => admin.session.revoke({ id: sessionId }),
      action: "session.revoked",
      target: { kind: "session", id: sessionId },
      subjectId: user.id,
    };
  },
  "session.revokeAll": async (world) => {
    const { admin, user } = await world.aUserWithDevices();
    const { sessionId } = await world.signIn(user.id);
    return {
      ask: () => admin.session.revokeAll({ userId: user.id }),
      action: "session.revoked",
      target: { kind: "session", id: sessionId },
      subjectId: user.id,
    };
  },
  "tenant.acceptOwnership": async (world) => {
    const { owner, heir } = await anOffer(world);
    return {
      ask: () => heir.call.tenant.acceptOwnership({}),
      action: "tenant.ownership_transferred",
      target: { kind: "user", id: heir.id },
      actorId: heir.id,
      subjectId: owner.id,
      changed: ["isOwner"],
    };
  },
  "tenant.cancelOffer": async (world) => {
    const { owner, heir } = await anOffer(world);
    return {
      ask: () => owner.call.tenant.cancelOffer({}),
      action: "tenant.ownership_offer_cancelled",
      target: { kind: "user", id: heir.id },
      actorId: owner.id,
      subjectId: heir.id,
    };
  },
  "tenant.offerOwnership": async (world) => {
    const { owner } = await anOffer(world);
    const heir = await world.aUser();
    return {
      ask: () => owner.call.tenant.offerOwnership({ userId: heir.id }),
      action: "tenant.ownership_offered",
      target: { kind: "user", id: heir.id },
      actorId: owner.id,
      subjectId: heir.id,
    };
  },
  "tenant.update": async (world) => {
    const { name, maxDevices } = await world.admin.call.tenant.get();
    const after = { name: `${name}!`, maxDevices: maxDevices + 1 };
    return {
      ask: () => world.admin.call.tenant.update(after),
      action: "tenant.updated",
      target: { kind: "tenant", id: world.tenantId },
      subjectId: null,
      changed: ["name", "maxDevices"],
      details: { before: { name, maxDevices }, after },
    };
  },
  "user.deactivate": async (world) => {
    const { admin, user } = await world.aUserWithDevices();
    await world.signIn(user.id);
    return {
      ask: () => admin.user.deactivate({ id: user.id, reason: "stole the silver" }),
      action: "user.deactivated",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
      changed: ["status"],
      details: { reason: "stole the silver" },
      personal: ["stole the silver"],
    };
  },
  "user.delete": async (world) => {
    const { admin, user } = await world.aUserWithDevices();
    return {
      ask: () => admin.user.delete({ id: user.id }),
      action: "user.deleted",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
      changed: ["status"],
      personal: [user.email],
    };
  },
  "user.invite": async (world) => ({
    ask: () => world.admin.call.user.invite({ people: [{ email: "noa@people.test", firstName: "Noa" }] }),
    action: "user.invited",
    target: { kind: "user" },
    subjectId: expect.any(String) as string,
    details: { after: { email: "noa@people.test", firstName: "Noa", lastName: null, status: "pending" } },
    personal: ["noa@people.test", "Noa"],
  }),
  "user.reactivate": async (world) => {
    const user = await world.aUser({ status: "inactive" });
    return {
      ask: () => world.admin.call.user.reactivate({ id: user.id }),
      action: "user.reactivated",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
      changed: ["status"],
    };
  },
  "user.setGroups": async (world) => {
    const { admin, user } = await world.aUserWithDevices();
    const [left, joined] = [await world.aGroup({ memberIds: [user.id] }), await world.aGroup({})];
    return {
      ask: () => admin.user.setGroups({ id: user.id, groupIds: [joined.id] }),
      action: "user.groups_changed",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
      changed: ["groups"],
      details: { before: { groups: [left.name] }, after: { groups: [joined.name] } },
    };
  },
  "user.setMaxDevices": async (world) => {
    const { admin, user } = await world.aUserWithDevices();
    return {
      ask: () => admin.user.setMaxDevices({ id: user.id, maxDevices: 1 }),
      action: "user.device_limit_changed",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
      changed: ["maxDevices"],
      details: { before: { maxDevices: null }, after: { maxDevices: 1 } },
    };
  },
  "user.resendInvitation": async (world) => {
    const user = await world.aUser({ status: "pending" });
    return {
      ask: () => world.admin.call.user.resendInvitation({ id: user.id }),
      action: "user.invitation_resent",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
    };
  },
  "user.revokeInvitation": async (world) => {
    const { userId } = await invite(world);
    return {
      ask: () => world.admin.call.user.revokeInvitation({ id: userId }),
      action: "user.invitation_revoked",
      target: { kind: "user", id: userId },
      subjectId: userId,
    };
  },
  "user.resetFactors": async (world) => {
    const { admin, user } = await world.aUserWithDevices();
    await world.aPasskey(user.id);
    return {
      ask: () => admin.user.resetFactors({ id: user.id }),
      action: "user.factors_reset",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
    };
  },
  "user.setRoles": async (world) => {
    const { admin, user } = await world.aUserWithDevices();
    const { id, name } = await aRole(world);
    return {
      ask: () => admin.user.setRoles({ id: user.id, roleIds: [id] }),
      action: "user.roles_changed",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
      changed: ["roles"],
      details: { before: { roles: ["Member"] }, after: { roles: [name] } },
      personal: [name],
    };
  },
  "user.update": async (world) => {
    const { admin, user } = await world.aUserWithDevices();
    return {
      ask: () => admin.user.update({ id: user.id, firstName: "Grace", lastName: "Hopper" }),
      action: "user.updated",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
      changed: ["firstName", "lastName"],
      details: { before: { firstName: "Ada", lastName: null }, after: { firstName: "Grace", lastName: "Hopper" } },
      personal: ["Grace", "Hopper"],
    };
  },
};

/** An offer of ownership by whoever owns the tenant at this moment. */
async function anOffer(world: World) {
  const { owner: holder } = await world.admin.call.tenant.get();
  const owner = await world.signIn(holder.id);
  const heir = await world.aPerson();
  await owner.call.tenant.offerOwnership({ userId: heir.id });
  return { owner, heir };
}

describe("the trail", () => {
  let world: World;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  /** The rows since an event, as they are stored. */
  const eventsAfter = (id: string) =>
    world.inScope((tx) =>
      tx
        .select({ event: auditEvents, details: auditDetails.details })
        .from(auditEvents)
        .leftJoin(auditDetails, eq(auditDetails.eventId, auditEvents.id))
        .where(and(eq(auditEvents.tenantId, world.tenantId), gt(auditEvents.id, id)))
        .orderBy(auditEvents.id),
    );
  const none = "00000000-0000-0000-0000-000000000000";
  const newest = async () => (await eventsAfter(none)).at(-1)?.event.id ?? none;

  it("is watched for every mutation", () => {
    expect([...Object.keys(changes), ...watchedElsewhere].toSorted()).toEqual(mutationPaths);
  });

  it.each(telling)("has one event of %s: who, what, which fields, and nothing personal", async (path) => {
    const change = await changes[path]?.(world);
    if (!change) throw new Error(`Nobody says what ${path} leaves.`);
    const before = await newest();
    await change.ask();
    const [row, ...more] = await eventsAfter(before);
    expect(more).toEqual([]);
    expect(row?.event).toMatchObject({
      action: change.action,
      actorKind: "user",
      actorId: change.actorId ?? world.admin.id,
      targetKind: change.target.kind,
      ...(change.target.id && { targetId: change.target.id }),
      subjectId: change.subjectId,
      changed: [...(change.changed ?? [])],
    });
    expect(row?.details).toEqual(change.details ?? null);
    for (const value of change.personal ?? []) expect(JSON.stringify(row?.event)).not.toContain(value);
  });

  it.each(telling)("has no second event of %s that is asked again", async (path) => {
    const change = await changes[path]?.(world);
    await change?.ask();
    const before = await newest();
    // A conflict or nobody to be found for some, the same answer for the others.
    await change?.ask().catch(() => undefined);
    expect(await eventsAfter(before)).toEqual([]);
  });
});
