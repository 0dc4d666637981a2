import type { World } from "../world.ts";
import type { Changes } from "./change.ts";

export const tenantChanges: Changes = {
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
  "tenant.release": async (world) => {
    const { owner: holder } = await world.admin.call.tenant.get();
    const owner = await world.signIn(holder.id);
    await world.inScope((tx) => tx.execute("update tenants set held_since = now()"));
    return {
      ask: () => owner.call.tenant.release({}),
      action: "tenant.released",
      target: { kind: "tenant", id: world.tenantId },
      actorId: owner.id,
      subjectId: null,
    };
  },
  "tenant.update": async (world) => {
    const { name, maxDevices, approveDevices } = await world.admin.call.tenant.get();
    const after = { name: `${name}!`, maxDevices: maxDevices + 1, approveDevices: !approveDevices };
    return {
      ask: () => world.admin.call.tenant.update(after),
      action: "tenant.updated",
      target: { kind: "tenant", id: world.tenantId },
      subjectId: null,
      changed: ["name", "maxDevices", "approveDevices"],
      details: { before: { name, maxDevices, approveDevices }, after },
    };
  },
  "tenant.updatePosture": async (world) => {
    const { maxAgeMinutes, rules } = await world.admin.call.tenant.posture();
    const after = {
      maxAgeMinutes: maxAgeMinutes + 1,
      rules: [{ platform: "linux" as const, checks: ["firewall" as const], minimumVersion: `${maxAgeMinutes}.1` }],
    };
    return {
      ask: () => world.admin.call.tenant.updatePosture(after),
      action: "tenant.posture_updated",
      target: { kind: "tenant", id: world.tenantId },
      subjectId: null,
      changed: ["maxAgeMinutes", "rules"],
      details: { before: { maxAgeMinutes, rules }, after },
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
