import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { permissionTable } from "../permission-table.ts";
import { callByPath } from "../testing/call-by-path.ts";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";
import { aPublicKey } from "../testing/rows.ts";
import type { TestTenant } from "../testing/tenant.ts";

/** One id of each kind: a tenant's real ones, or random ones. */
interface Ids {
  readonly user: string;
  readonly device: string;
  readonly cascade: string;
  readonly session: string;
  readonly role: string;
  readonly group: string;
  readonly passkey: string;
  readonly gateway: string;
}

type Probe =
  | { readonly notFound: (ids: Ids) => readonly unknown[] }
  | { readonly empty: (ids: Ids) => readonly unknown[] }
  /** Takes no id at all. */
  | { readonly noIds: true };

const byDevice: Probe = { notFound: (ids) => [{ id: ids.device }] };
const byCascade: Probe = { notFound: (ids) => [{ id: ids.cascade }] };
const byGateway: Probe = { notFound: (ids) => [{ id: ids.gateway }] };
const byGroup: Probe = { notFound: (ids) => [{ id: ids.group }] };
const byMember: Probe = { notFound: (ids) => [{ id: ids.group, userIds: [ids.user] }] };
const byRole: Probe = { notFound: (ids) => [{ id: ids.role }] };
const byUser: Probe = { notFound: (ids) => [{ id: ids.user }] };

/** Every way to hand an id to a procedure. */
const probes: Readonly<Record<string, Probe>> = {
  "access.explain": {
    notFound: (ids) => [{ userId: ids.user }, { deviceId: ids.device }, { userId: ids.user, deviceId: ids.device }],
  },
  "account.me": { noIds: true },
  "account.update": { noIds: true },
  "account.setImage": { noIds: true },
  "account.removeImage": { noIds: true },
  "account.changePassword": { noIds: true },
  "account.signOutEverywhere": { noIds: true },
  "account.security": { noIds: true },
  "account.confirm": { noIds: true },
  "account.beginTotp": { noIds: true },
  "account.confirmTotp": { noIds: true },
  "account.removeTotp": { noIds: true },
  "account.renewRecoveryCodes": { noIds: true },
  "account.passkeyOptions": { noIds: true },
  "account.addPasskey": { noIds: true },
  "account.renamePasskey": { notFound: (ids) => [{ id: ids.passkey, name: "x" }] },
  "account.removePasskey": { notFound: (ids) => [{ id: ids.passkey }] },
  "agent.peers": { noIds: true },
  // Confirms what its own gateway owes; another's id is passed over, in the tests of agents.
  "agent.report": { noIds: true },
  "audit.list": { empty: (ids) => [{ actorId: ids.user }, { targetId: ids.user }, { targetId: ids.device }] },
  "audit.seal": { noIds: true },
  "cascade.get": byCascade,
  "cascade.list": { empty: (ids) => [{ userId: ids.user }] },
  "cascade.unconfirmed": { noIds: true },
  "cascade.devices": byCascade,
  "cascade.made": byCascade,
  "cascade.seal": byCascade,
  "cascade.retry": byCascade,
  "cascade.watch": { noIds: true },
  "device.list": { empty: (ids) => [{ userId: ids.user }] },
  "device.get": byDevice,
  "device.connection": byDevice,
  "device.cutOff": byDevice,
  "device.history": { notFound: (ids) => [{ id: ids.device, span: "7d" }] },
  "device.register": {
    notFound: (ids) => [{ name: "x", platform: "linux", publicKey: aPublicKey(), userId: ids.user }],
  },
  "device.rename": { notFound: (ids) => [{ id: ids.device, name: "x" }] },
  "device.remove": byDevice,
  "device.makePostureToken": byDevice,
  "device.dropPostureToken": byDevice,
  "device.reportPosture": { noIds: true },
  "device.approve": byDevice,
  "device.rotateKey": { notFound: (ids) => [{ id: ids.device, publicKey: aPublicKey() }] },
  "device.handOver": { notFound: (ids) => [{ id: ids.device, userId: ids.user }] },
  "device.deactivate": byDevice,
  "device.reportLost": byDevice,
  "device.reactivate": byDevice,
  "gateway.list": { noIds: true },
  "gateway.create": { noIds: true },
  "gateway.update": { notFound: (ids) => [{ id: ids.gateway, name: "Mine now" }] },
  "gateway.rotate": byGateway,
  "gateway.remove": byGateway,
  "gateway.connections": byGateway,
  "gateway.close": byGateway,
  "gateway.open": byGateway,
  "gateway.settle": {
    notFound: (ids) => [
      { id: ids.gateway, reason: "x" },
      { id: ids.gateway, changeId: ids.cascade, reason: "x" },
    ],
  },
  "group.list": { noIds: true },
  "group.get": byGroup,
  "group.impact": byGroup,
  "group.create": { notFound: (ids) => [{ name: "x", roleIds: [ids.role] }] },
  "group.update": { notFound: (ids) => [{ id: ids.group, name: "Mallory's" }] },
  "group.delete": byGroup,
  "group.addMembers": byMember,
  "group.removeMembers": byMember,
  "invitation.inspect": { noIds: true },
  "invitation.accept": { noIds: true },
  "invitation.sending": { noIds: true },
  "invitation.stopSending": { noIds: true },
  "overview.get": { noIds: true },
  "overview.connections": { noIds: true },
  "passwordReset.request": { noIds: true },
  "passwordReset.inspect": { noIds: true },
  "passwordReset.complete": { noIds: true },
  "role.list": { noIds: true },
  "role.get": byRole,
  "role.create": { noIds: true },
  "role.update": { notFound: (ids) => [{ id: ids.role, name: "Mine now" }] },
  "role.delete": byRole,
  "session.list": { empty: (ids) => [{ userId: ids.user }] },
  "session.revoke": { notFound: (ids) => [{ id: ids.session }] },
  "session.revokeAll": { notFound: (ids) => [{ userId: ids.user }] },
  "signIn.challenge": { noIds: true },
  "tenant.get": { noIds: true },
  "tenant.update": { noIds: true },
  "tenant.posture": { noIds: true },
  "tenant.postureImpact": { noIds: true },
  "tenant.updatePosture": { noIds: true },
  "tenant.offerOwnership": { notFound: (ids) => [{ userId: ids.user }] },
  "tenant.cancelOffer": { noIds: true },
  "tenant.acceptOwnership": { noIds: true },
  "tenant.release": { noIds: true },
  "user.list": { empty: (ids) => [{ roleId: ids.role }, { groupId: ids.group }] },
  "user.get": byUser,
  "user.lookup": { noIds: true },
  "user.impact": {
    notFound: (ids) => ["deactivate", "reactivate", "delete"].map((action) => ({ id: ids.user, action })),
  },
  "user.update": { notFound: (ids) => [{ id: ids.user, firstName: "Mallory" }] },
  "user.setGroups": { notFound: (ids) => [{ id: ids.user, groupIds: [] }] },
  "user.setMaxDevices": { notFound: (ids) => [{ id: ids.user, maxDevices: 1 }] },
  "user.invite": {
    notFound: (ids) => [
      { people: [{ email: "mallory@people.test" }], roleIds: [ids.role] },
      { people: [{ email: "mallory@people.test" }], groupIds: [ids.group] },
    ],
  },
  "user.resendInvitation": byUser,
  "user.revokeInvitation": byUser,
  "user.resetPassword": byUser,
  "user.setRoles": { notFound: (ids) => [{ id: ids.user, roleIds: [] }] },
  "user.deactivate": byUser,
  "user.reactivate": byUser,
  "user.delete": byUser,
  "user.resetFactors": byUser,
};

async function idsOf(tenant: TestTenant, drain: () => Promise<void>): Promise<Ids> {
  const { admin, user, laptop } = await tenant.aUserWithDevices();
  const left = await tenant.aUser();
  const cascade = (await admin.user.deactivate({ id: left.id })).cascade?.id ?? "";
  await drain();
  const session = (await tenant.signIn(user.id)).sessionId;
  const group = (await tenant.aGroup({ memberIds: [user.id] })).id;
  const role = (await admin.user.get({ id: user.id })).roles[0]?.id ?? "";
  const passkey = await tenant.aPasskey(user.id);
  const gateway = (await tenant.aGateway()).id;
  return { user: user.id, device: laptop.id, cascade, session, role, group, passkey, gateway };
}

const randomIds = (): Ids => ({
  user: randomUUID(),
  device: randomUUID(),
  cascade: randomUUID(),
  session: randomUUID(),
  role: randomUUID(),
  group: randomUUID(),
  passkey: randomUUID(),
  gateway: randomUUID(),
});

/** What the other tenant looks like from inside, to be the same afterwards. */
async function snapshotOf(tenant: TestTenant, ids: Ids) {
  const { call } = tenant.owner;
  return {
    user: await call.user.get({ id: ids.user }),
    users: (await call.user.list({})).items,
    roles: (await call.role.list({})).items,
    devices: (await call.device.list({})).items,
    gateways: (await call.gateway.list({})).items,
    groups: (await call.group.list({})).items,
    sessions: (await call.session.list({ userId: ids.user })).items,
    cascades: (await call.cascade.list({})).items,
    auditLog: (await call.audit.list({})).items,
  };
}

describe("another tenant", { timeout: 60_000 }, () => {
  it("has a probe for every procedure", () => {
    expect(Object.keys(probes).toSorted()).toEqual(Object.keys(permissionTable).toSorted());
  });

  it("looks exactly like ids that do not exist, in every procedure, and is left as it was", async () => {
    await using fixture = await openFixture();
    const other = await fixture.aTenant();
    const foreign = await idsOf(other, () => fixture.drainCascades());
    const before = await snapshotOf(other, foreign);
    const ask = (path: string, input: unknown) => callByPath(fixture.owner.call, path, input);

    for (const [path, probe] of Object.entries(probes)) {
      if ("noIds" in probe) continue;
      if ("empty" in probe) {
        const random = probe.empty(randomIds());
        for (const [n, input] of probe.empty(foreign).entries()) {
          const answer = await ask(path, input);
          expect([path, input, answer]).toEqual([path, input, await ask(path, random[n])]);
          expect(answer).toMatchObject({ items: [], nextCursor: null, total: { count: 0, exact: true } });
        }
        continue;
      }
      const random = probe.notFound(randomIds());
      for (const [n, input] of probe.notFound(foreign).entries()) {
        const refusal = await refusalOf(ask(path, input));
        expect([path, refusal]).toEqual([path, await refusalOf(ask(path, random[n]))]);
        expect([path, refusal]).toMatchObject([path, { code: "NOT_FOUND", reason: "not_found", httpStatus: 404 }]);
      }
    }
    expect(await snapshotOf(other, foreign)).toEqual(before);
  });

  it("is in no list, search or count", async () => {
    await using fixture = await openFixture();
    const other = await fixture.aTenant();
    const theirs = await other.aUser({ firstName: "Zaphod", email: "zaphod@shared.test" });
    await other.aDevice(theirs.id, { name: "heart-of-gold" });
    const { call } = fixture.owner;
    for (const search of ["Zaphod", "zaphod@", "shared"]) {
      expect(await call.user.list({ search })).toMatchObject({ items: [], total: { count: 0 } });
    }
    expect(await call.device.list({ search: "heart-of" })).toMatchObject({ items: [], total: { count: 0 } });
    const ours = await fixture.aUser({ email: "zaphod@shared.test" });
    expect((await call.user.list({ search: "zaphod@" })).items.map((user) => user.id)).toEqual([ours.id]);
  });

  it("cannot use a cursor, nor can another list or sort", async () => {
    await using fixture = await openFixture();
    const other = await fixture.aTenant();
    const { nextCursor } = await fixture.owner.call.user.list({ limit: 1 });
    const cursor = nextCursor ?? "";
    const bad = { code: "BAD_REQUEST", reason: "cursor_invalid" };
    expect(await refusalOf(other.owner.call.user.list({ limit: 1, cursor }))).toMatchObject(bad);
    expect(await refusalOf(fixture.owner.call.user.list({ limit: 1, cursor, sort: "email" }))).toMatchObject(bad);
    expect(await refusalOf(fixture.owner.call.user.list({ limit: 1, cursor, search: "ada" }))).toMatchObject(bad);
    expect(await refusalOf(fixture.owner.call.device.list({ limit: 1, cursor }))).toMatchObject(bad);
    expect(await refusalOf(fixture.owner.call.user.list({ cursor: `${cursor.slice(0, -2)}AA` }))).toMatchObject(bad);
    for (const altered of [
      `${cursor}=`,
      `${cursor}!`,
      ` ${cursor}`,
      cursor.slice(1),
      `${cursor}A`,
      cursor.slice(0, -1),
    ]) {
      expect(await refusalOf(fixture.owner.call.user.list({ limit: 1, cursor: altered }))).toMatchObject(bad);
    }
    expect((await fixture.owner.call.user.list({ limit: 1, cursor })).items).toHaveLength(1);
  });
});
