import { randomUUID } from "node:crypto";
import type { RouterInputs } from "../types.ts";
import { aPublicKey } from "./rows.ts";

type Inputs<Router> = { readonly [Procedure in keyof Router]: Readonly<Record<string, unknown>> | null };

const id = randomUUID();
const password = "correct horse battery staple";
const credential = { id: "AAAA", rawId: "AAAA", type: "public-key" };
const assertion = { ...credential, response: { clientDataJSON: "AAAA", authenticatorData: "AAAA", signature: "AAAA" } };
const registration = { ...credential, response: { clientDataJSON: "AAAA", attestationObject: "AAAA", transports: [] } };
/** Complete, and opens nothing. */
const aLinkToken = "A".repeat(64);
const postureProposal = {
  enforcement: "advisory",
  maxAgeMinutes: 60,
  rules: [{ platform: "macos", checks: ["diskEncryption"], minimumVersion: "15.1" }],
};
const list = { cursor: "AAAA", limit: 10 };

/** For every procedure an input that names every field it takes; null for one that takes none. */
const samples: { readonly [Noun in keyof RouterInputs]: Inputs<RouterInputs[Noun]> } = {
  access: { explain: { userId: id, deviceId: id } },
  account: {
    me: null,
    update: { firstName: "Ada", lastName: "Lovelace", ifUpdatedAt: new Date() },
    setImage: { data: "iVBORw0KGgo=" },
    removeImage: null,
    changePassword: { currentPassword: password, newPassword: password },
    signOutEverywhere: null,
    security: null,
    confirm: { password: "x", code: "123456", assertion },
    beginTotp: null,
    confirmTotp: { code: "123456" },
    removeTotp: null,
    renewRecoveryCodes: null,
    passkeyOptions: null,
    addPasskey: { response: registration, name: "Key" },
    renamePasskey: { id, name: "Key" },
    removePasskey: { id },
  },
  agent: {
    peers: null,
    report: {
      publicKey: aPublicKey(),
      version: "1.0.0",
      peerCount: 1,
      confirmed: [id],
      peers: [{ publicKey: aPublicKey(), endpoint: "192.0.2.9:51820", handshakeAgo: 5, received: 1, sent: 1 }],
    },
  },
  audit: {
    list: { actorId: id, targetId: id, action: ["user.updated"], from: new Date(0), to: new Date(), ...list },
    seal: null,
  },
  cascade: {
    get: { id },
    list: { userId: id, status: ["running"], state: ["unconfirmed"], ...list },
    unconfirmed: list,
    devices: { id, ...list },
    made: { id },
    seal: { id },
    retry: { id },
    watch: null,
  },
  device: {
    list: {
      search: "ada",
      userId: id,
      platform: ["linux"],
      status: ["online"],
      compliance: ["compliant"],
      awaitingApproval: false,
      sort: "name",
      direction: "asc",
      ...list,
    },
    get: { id },
    connection: { id },
    cutOff: { id },
    history: { id, span: "24h" },
    register: { name: "laptop", platform: "linux", publicKey: aPublicKey(), hardwareId: "C02XY", userId: id },
    rename: { id, name: "laptop" },
    approve: { id, ifPublicKey: aPublicKey() },
    rotateKey: { id, publicKey: aPublicKey() },
    handOver: { id, userId: id },
    deactivate: { id, reason: "lost" },
    reportLost: { id },
    reactivate: { id },
    remove: { id },
    makePostureToken: { id },
    dropPostureToken: { id },
    reportPosture: { checks: { diskEncryption: true, firewall: true, screenLock: false }, osVersion: "13.1" },
  },
  gateway: {
    list,
    create: {
      name: "Frankfurt",
      endpoint: "vpn.example.com:51820",
      policy: { unreachable: "fail_closed", graceSeconds: 120 },
    },
    update: {
      id,
      name: "Frankfurt",
      endpoint: "vpn.example.com:51820",
      policy: { unreachable: "keep", graceSeconds: 300 },
      ifUpdatedAt: new Date(),
    },
    rotate: { id },
    remove: { id },
    connections: { id, ...list },
    close: { id },
    open: { id },
    settle: { id, changeId: id, reason: "The host is switched off" },
  },
  group: {
    list: { search: "ops", ...list },
    get: { id },
    impact: { id },
    create: { name: "Operations", description: "On call", maxDevices: 3, roleIds: [id] },
    update: {
      id,
      name: "Operations",
      description: "On call",
      maxDevices: 3,
      roleIds: [id],
      ifUpdatedAt: new Date(),
    },
    delete: { id },
    addMembers: { id, userIds: [id] },
    removeMembers: { id, userIds: [id] },
  },
  overview: { get: null, connections: { span: "24h" } },
  passwordReset: {
    request: { tenant: "acme", email: "ada@people.test" },
    inspect: { token: aLinkToken },
    complete: { token: aLinkToken, password },
  },
  role: {
    list,
    get: { id },
    create: { name: "Field staff", description: "On the road.", permissions: ["user:read"] },
    update: {
      id,
      name: "Field staff",
      description: "On the road.",
      permissions: ["user:read"],
      ifUpdatedAt: new Date(),
    },
    delete: { id },
  },
  invitation: {
    inspect: { token: aLinkToken },
    accept: { token: aLinkToken, firstName: "Ada", lastName: "Lovelace", password: "correct horse battery" },
    sending: null,
    stopSending: {},
  },
  session: { list: { userId: id, ...list }, revoke: { id }, revokeAll: { userId: id } },
  signIn: { challenge: null },
  tenant: {
    get: null,
    update: {
      name: "Acme",
      maxDevices: 5,
      secondFactorPolicy: "optional",
      approveDevices: true,
      restoreLostDevices: true,
      ifUpdatedAt: new Date(),
    },
    posture: null,
    postureImpact: postureProposal,
    updatePosture: { ...postureProposal, ifUpdatedAt: new Date() },
    offerOwnership: { userId: id },
    cancelOffer: {},
    acceptOwnership: {},
    release: {},
  },
  user: {
    list: {
      search: "ada",
      status: ["active"],
      roleId: id,
      groupId: id,
      presence: "online",
      concern: "over_device_limit",
      sort: "name",
      direction: "asc",
      ...list,
    },
    get: { id },
    lookup: { emails: ["ada@people.test"] },
    impact: { id, action: "deactivate" },
    update: { id, firstName: "Ada", lastName: "Lovelace", image: "/faces/1.png", ifUpdatedAt: new Date() },
    setGroups: { id, groupIds: [id] },
    setMaxDevices: { id, maxDevices: 7 },
    resetPassword: { id },
    setRoles: { id, roleIds: [id], ifRoleIds: [id] },
    invite: { people: [{ email: "ada@people.test", firstName: "Ada", lastName: "L" }], roleIds: [id], groupIds: [id] },
    resendInvitation: { id },
    revokeInvitation: { id },
    deactivate: { id, reason: "left" },
    reactivate: { id },
    delete: { id },
    resetFactors: { id },
  },
};

/** The same by path. */
export const sampleInputs: Readonly<Record<string, Readonly<Record<string, unknown>> | null>> = Object.fromEntries(
  Object.entries(samples).flatMap(([noun, procedures]) =>
    Object.entries(procedures).map(([name, input]) => [`${noun}.${name}`, input]),
  ),
);
