import { permissions } from "@portcullis/domain/permission";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { mutationPaths } from "../testing/mutations.ts";
import { parkCascade } from "../testing/park-cascade.ts";
import type { TestPerson } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";
import { aPublicKey } from "../testing/rows.ts";

/** Somebody, and everything of theirs that a hand could be laid on. */
interface Somebody {
  readonly id: string;
  readonly sessionId: string;
  readonly deviceOn: string;
  readonly deviceOff: string;
  readonly deviceWaiting: string;
  readonly cascadeId: string;
  /** One that they are in, and one that they are not; neither gives anything. */
  readonly groupId: string;
  readonly otherGroupId: string;
  /** Invited, and not here yet. */
  readonly pendingId: string;
}

type Attempt = (call: TestPerson["call"], of: Somebody) => Promise<unknown>;

/** Every way to change something that is a person's. */
const attempts: Readonly<Record<string, Attempt>> = {
  "cascade.retry": (call, of) => call.cascade.retry({ id: of.cascadeId }),
  "device.approve": (call, of) => call.device.approve({ id: of.deviceWaiting }),
  "device.deactivate": (call, of) => call.device.deactivate({ id: of.deviceOn }),
  "device.dropPostureToken": (call, of) => call.device.dropPostureToken({ id: of.deviceOn }),
  "device.makePostureToken": (call, of) => call.device.makePostureToken({ id: of.deviceOn }),
  "device.handOver": async (call, of) =>
    call.device.handOver({ id: of.deviceOff, userId: (await call.account.me()).id }),
  "device.reactivate": (call, of) => call.device.reactivate({ id: of.deviceOff }),
  "device.register": (call, of) =>
    call.device.register({ userId: of.id, name: "spy", platform: "linux", publicKey: aPublicKey() }),
  "device.remove": (call, of) => call.device.remove({ id: of.deviceOn }),
  "device.rename": (call, of) => call.device.rename({ id: of.deviceOn, name: "mine now" }),
  "device.rotateKey": (call, of) => call.device.rotateKey({ id: of.deviceOff, publicKey: aPublicKey() }),
  "group.addMembers": (call, of) => call.group.addMembers({ id: of.otherGroupId, userIds: [of.id] }),
  "group.delete": (call, of) => call.group.delete({ id: of.groupId }),
  "group.removeMembers": (call, of) => call.group.removeMembers({ id: of.groupId, userIds: [of.id] }),
  "group.update": (call, of) => call.group.update({ id: of.groupId, maxDevices: 1 }),
  "session.revoke": (call, of) => call.session.revoke({ id: of.sessionId }),
  "session.revokeAll": (call, of) => call.session.revokeAll({ userId: of.id }),
  "user.deactivate": (call, of) => call.user.deactivate({ id: of.id }),
  "user.delete": (call, of) => call.user.delete({ id: of.id }),
  "user.reactivate": (call, of) => call.user.reactivate({ id: of.id }),
  "user.setGroups": (call, of) => call.user.setGroups({ id: of.id, groupIds: [of.otherGroupId] }),
  "user.setMaxDevices": (call, of) => call.user.setMaxDevices({ id: of.id, maxDevices: 1 }),
  "user.resendInvitation": (call, of) => call.user.resendInvitation({ id: of.pendingId }),
  "user.revokeInvitation": (call, of) => call.user.revokeInvitation({ id: of.pendingId }),
  "user.resetPassword": (call, of) => call.user.resetPassword({ id: of.id }),
  "user.resetFactors": (call, of) => call.user.resetFactors({ id: of.id }),
  "user.setRoles": (call, of) => call.user.setRoles({ id: of.id, roleIds: [] }),
  "user.update": (call, of) => call.user.update({ id: of.id, firstName: "Mallory" }),
};

const gateway = "a gateway, which is nobody's";
const own = "one's own account: takes nobody else's id";
const grant = "what a role grants, which is bounded by tests of its own";
const link = "the account whose secret is in the link";

/** Every other mutation, and what it lays a hand on instead. */
const exempt: Readonly<Record<string, string>> = {
  "account.addPasskey": own,
  "account.beginTotp": own,
  "account.changePassword": own,
  "account.confirm": own,
  "account.confirmTotp": own,
  "account.passkeyOptions": own,
  "account.removeImage": own,
  "account.removePasskey": own,
  "account.removeTotp": own,
  "account.renamePasskey": own,
  "account.renewRecoveryCodes": own,
  "account.setImage": own,
  "account.signOutEverywhere": own,
  "account.update": own,
  "group.create": "a group that nobody is in yet",
  "invitation.accept": link,
  "invitation.inspect": "nothing: it shows what a link leads to",
  "invitation.stopSending": "mails that nobody has got yet",
  "passwordReset.complete": link,
  "passwordReset.inspect": "nothing: it shows what a link leads to",
  "agent.report": "what a gateway says of itself",
  "device.reportLost": "a device of one's own, and of nobody else",
  "device.reportPosture": "what a device says of itself",
  "gateway.close": gateway,
  "gateway.create": gateway,
  "gateway.open": gateway,
  "gateway.remove": gateway,
  "gateway.rotate": gateway,
  "gateway.settle": gateway,
  "gateway.update": gateway,
  "passwordReset.request": "nothing but a mail to whoever it is about",
  "role.create": grant,
  "role.delete": grant,
  "role.update": grant,
  "signIn.challenge": "nothing: it changes nothing",
  "tenant.acceptOwnership": "what the owner has offered to oneself",
  "tenant.cancelOffer": "the owner's offer, or one made to oneself",
  "tenant.offerOwnership": "the owner's own; nobody stands above them",
  "tenant.release": "the owner's own; nobody stands above them",
  "tenant.update": "settings, which are nobody's",
  "tenant.updatePosture": "settings, which are nobody's",
  "user.invite": "people who are not there yet; what they may be given is bounded in the tests of invitations",
};

/** What may be done though it reaches the owner, or never does. */
const ownersToo: Readonly<Record<string, string>> = {
  "device.deactivate": "the one exception, in a test of its own",
  "group.delete": "reaches the owner among others",
  "group.update": "reaches the owner among others",
  "user.resendInvitation": "an owner has accepted long ago",
  "user.revokeInvitation": "an owner has accepted long ago",
};

const everythingBut = (missing: string) => permissions.filter((permission) => permission !== missing);

// Every door, each with somebody of its own behind it: long on a busy machine.
describe("somebody with every permission but one", { timeout: 60_000 }, () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await openFixture();
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  /** Holds nothing but `audit:read`, directly or through a group. */
  async function aStronger(way: "directly" | "through a group"): Promise<Somebody> {
    const holder = await fixture.aPerson({ permissions: ["audit:read"] });
    const stronger = way === "directly" ? holder : await fixture.aPerson();
    const [role] = (await fixture.owner.call.user.get({ id: holder.id })).roles;
    const roleIds = [role?.id ?? ""];
    const pending = await fixture.aUser({ status: "pending", permissions: way === "directly" ? ["audit:read"] : [] });
    if (way === "through a group") await fixture.aGroup({ memberIds: [stronger.id, pending.id], roleIds });
    // Switched off, on again, and stuck on the way: a cascade to retry.
    await fixture.owner.call.user.deactivate({ id: stronger.id });
    const { cascade } = await fixture.owner.call.user.reactivate({ id: stronger.id });
    const cascadeId = cascade?.id ?? "";
    await parkCascade(fixture, cascadeId);
    await fixture.aPasskey(stronger.id);
    return {
      id: stronger.id,
      sessionId: (await fixture.signIn(stronger.id)).sessionId,
      deviceOn: (await fixture.aDevice(stronger.id)).id,
      deviceOff: (await fixture.aDevice(stronger.id, { cause: "admin" })).id,
      deviceWaiting: (await fixture.aDevice(stronger.id, { approvedAt: null })).id,
      cascadeId,
      groupId: (await fixture.aGroup({ memberIds: [stronger.id] })).id,
      otherGroupId: (await fixture.aGroup({})).id,
      pendingId: pending.id,
    };
  }

  const snapshotOf = async ({ id, cascadeId, pendingId }: Somebody) => ({
    user: await fixture.owner.call.user.get({ id }),
    pending: await fixture.owner.call.user.get({ id: pendingId }),
    sessions: await fixture.owner.call.session.list({ userId: id }),
    cascade: await fixture.owner.call.cascade.get({ id: cascadeId }),
    auditLog: await fixture.owner.call.audit.list({ targetId: id }),
  });

  it("is tried at every door there is", () => {
    expect([...Object.keys(attempts), ...Object.keys(exempt)].toSorted()).toEqual(mutationPaths);
  });

  it.each(["directly", "through a group"] as const)("gets at nothing of whoever holds that one %s", async (way) => {
    const stronger = await aStronger(way);
    const mallory = await fixture.aPerson({ permissions: everythingBut("audit:read") });
    const before = await snapshotOf(stronger);
    for (const [path, attempt] of Object.entries(attempts)) {
      expect([path, await refusalOf(attempt(mallory.call, stronger))]).toMatchObject([
        path,
        { code: "FORBIDDEN", reason: "privilege_ceiling", message: expect.stringContaining("audit:read") as string },
      ]);
    }
    expect(await snapshotOf(stronger)).toEqual(before);
  });

  it("with all of them gets at nothing that names the owner or a thing of theirs", async () => {
    const recipient = await aStronger("directly");
    await fixture.owner.call.tenant.offerOwnership({ userId: recipient.id });
    await (await fixture.signIn(recipient.id)).call.tenant.acceptOwnership({});
    const almighty = await fixture.aPerson({ permissions });
    const before = await snapshotOf(recipient);
    for (const [path, attempt] of Object.entries(attempts)) {
      if (ownersToo[path] !== undefined) continue;
      expect([path, await refusalOf(attempt(almighty.call, recipient))]).toMatchObject([
        path,
        { code: "FORBIDDEN", reason: "owner_protected" },
      ]);
    }
    expect(
      await refusalOf(
        almighty.call.device.handOver({ id: (await fixture.aDevice(almighty.id)).id, userId: recipient.id }),
      ),
    ).toMatchObject({ reason: "owner_protected" });
    expect(await snapshotOf(recipient)).toEqual(before);
    await fixture.signIn(recipient.id).then(({ call }) => call.tenant.offerOwnership({ userId: fixture.owner.id }));
    await fixture.owner.call.tenant.acceptOwnership({});
  });

  it("gets through every door to somebody who holds no more", async () => {
    for (const [path, attempt] of Object.entries(attempts)) {
      const equal = await aStronger("directly");
      const auditor = await fixture.aPerson({ permissions });
      expect([path, await attempt(auditor.call, equal)]).toEqual([path, expect.anything()]);
    }
  });
});

it("lets nobody end the owner's access, whatever they hold, nor their own", async () => {
  await using fixture = await openFixture();
  const almighty = await fixture.aPerson({ permissions });
  for (const change of ["deactivate", "reactivate", "delete", "resetFactors"] as const) {
    expect(await refusalOf(almighty.call.user[change]({ id: fixture.owner.id }))).toMatchObject({
      code: "FORBIDDEN",
      reason: "owner_protected",
    });
    expect(await refusalOf(almighty.call.user[change]({ id: almighty.id }))).toMatchObject({
      code: "FORBIDDEN",
      reason: "self_protected",
    });
  }
  expect((await fixture.owner.call.audit.list({ action: ["user.deactivated", "user.deleted"] })).items).toEqual([]);
});
