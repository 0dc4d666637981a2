import type { Fixture } from "../fixture.ts";
import type { Changes } from "./change.ts";

export const tenantChanges: Changes = {
  "tenant.acceptOwnership": async (fixture) => {
    const { owner, recipient } = await anOffer(fixture);
    return {
      ask: () => recipient.call.tenant.acceptOwnership({}),
      action: "tenant.ownership_transferred",
      target: { kind: "user", id: recipient.id },
      actorId: recipient.id,
      subjectId: owner.id,
      changed: ["isOwner"],
    };
  },
  "tenant.cancelOffer": async (fixture) => {
    const { owner, recipient } = await anOffer(fixture);
    return {
      ask: () => owner.call.tenant.cancelOffer({}),
      action: "tenant.ownership_offer_cancelled",
      target: { kind: "user", id: recipient.id },
      actorId: owner.id,
      subjectId: recipient.id,
    };
  },
  "tenant.offerOwnership": async (fixture) => {
    const { owner } = await anOffer(fixture);
    const recipient = await fixture.aUser();
    return {
      ask: () => owner.call.tenant.offerOwnership({ userId: recipient.id }),
      action: "tenant.ownership_offered",
      target: { kind: "user", id: recipient.id },
      actorId: owner.id,
      subjectId: recipient.id,
    };
  },
  "tenant.release": async (fixture) => {
    const { owner: holder } = await fixture.admin.call.tenant.get();
    const owner = await fixture.signIn(holder.id);
    await fixture.inScope((tx) => tx.execute("update tenants set held_since = now()"));
    return {
      ask: () => owner.call.tenant.release({}),
      action: "tenant.released",
      target: { kind: "tenant", id: fixture.tenantId },
      actorId: owner.id,
      subjectId: null,
    };
  },
  "tenant.update": async (fixture) => {
    const { name, maxDevices, approveDevices } = await fixture.admin.call.tenant.get();
    const after = { name: `${name}!`, maxDevices: maxDevices + 1, approveDevices: !approveDevices };
    return {
      ask: () => fixture.admin.call.tenant.update(after),
      action: "tenant.updated",
      target: { kind: "tenant", id: fixture.tenantId },
      subjectId: null,
      changed: ["name", "maxDevices", "approveDevices"],
      details: { before: { name, maxDevices, approveDevices }, after },
    };
  },
  "tenant.updatePosture": async (fixture) => {
    const { maxAgeMinutes, rules } = await fixture.admin.call.tenant.posture();
    const after = {
      maxAgeMinutes: maxAgeMinutes + 1,
      rules: [{ platform: "linux" as const, checks: ["firewall" as const], minimumVersion: `${maxAgeMinutes}.1` }],
    };
    return {
      ask: () => fixture.admin.call.tenant.updatePosture(after),
      action: "tenant.posture_updated",
      target: { kind: "tenant", id: fixture.tenantId },
      subjectId: null,
      changed: ["maxAgeMinutes", "rules"],
      details: { before: { maxAgeMinutes, rules }, after },
    };
  },
};

/** An offer of ownership by whoever owns the tenant at this moment. */
async function anOffer(fixture: Fixture) {
  const { owner: holder } = await fixture.admin.call.tenant.get();
  const owner = await fixture.signIn(holder.id);
  const recipient = await fixture.aPerson();
  await owner.call.tenant.offerOwnership({ userId: recipient.id });
  return { owner, recipient };
}
