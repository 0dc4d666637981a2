import { newId } from "@portcullis/db/ids";
import { type BulkAction, type BulkVerb, bulkVerbs } from "@portcullis/domain/bulk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createInternalCaller } from "../internal-router.ts";
import { procedures } from "../kernel/list-procedures.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import type { TestPerson } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";
import type { TestTenant } from "../testing/tenant.ts";
import { allVerbs, verbOf } from "./verbs.ts";

/** What a verb needs besides its members. */
interface Things {
  readonly groupId: string;
  readonly roleId: string;
}

interface VerbCase {
  readonly action: (things: Things) => BulkAction;
  /** Makes the person's state one that the verb changes. Answers the member: the person, or a device of theirs. */
  readonly prepare: (tenant: TestTenant, userId: string, things: Things) => Promise<string>;
  readonly single: (call: TestPerson["call"], id: string, things: Things) => Promise<unknown>;
}

const person = (_: TestTenant, userId: string) => Promise.resolve(userId);
const deviceOf =
  (traits: Parameters<TestTenant["aDevice"]>[1]): VerbCase["prepare"] =>
  async (tenant, userId) =>
    (await tenant.aDevice(userId, traits)).id;
const off: VerbCase["prepare"] = async (tenant, userId) => {
  await tenant.inScope((tx) =>
    tx.execute(`update users set status = 'inactive' where id = '${userId}' and not is_owner`),
  );
  return userId;
};
const member: VerbCase["prepare"] = async (tenant, userId, { groupId }) => {
  await tenant.inScope((tx) =>
    tx.execute(`insert into group_members (tenant_id, group_id, user_id)
      select tenant_id, id, '${userId}' from groups where id = '${groupId}' on conflict do nothing`),
  );
  return userId;
};
const holder: VerbCase["prepare"] = async (tenant, userId, { roleId }) => {
  await tenant.inScope((tx) =>
    tx.execute(`insert into user_roles (tenant_id, role_id, user_id)
      select tenant_id, id, '${userId}' from roles where id = '${roleId}' on conflict do nothing`),
  );
  return userId;
};
const signedIn: VerbCase["prepare"] = async (tenant, userId) => {
  await tenant.signIn(userId);
  return userId;
};

const uninvited: VerbCase["prepare"] = async (tenant, userId) => {
  await tenant.inScope((tx) =>
    tx.execute(`update users set status = 'pending', accepted_at = null where id = '${userId}' and not is_owner
      and not exists (select from sessions s where s.user_id = '${userId}')`),
  );
  return userId;
};
const invited: VerbCase["prepare"] = async (tenant, userId, things) => {
  await uninvited(tenant, userId, things);
  await tenant.inScope((tx) =>
    tx.execute(`insert into invitations (tenant_id, user_id, token_hash, invited_by, expires_at)
      select tenant_id, id, sha256('${userId}'), '${tenant.owner.id}', now() + interval '1 day' from users
      where id = '${userId}' and status = 'pending'`),
  );
  return userId;
};

const directRoles = async (call: TestPerson["call"], id: string) =>
  (await call.user.get({ id })).roles
    .filter(({ origins }) => origins.some(({ kind }) => kind === "direct"))
    .map((role) => role.id);

const cases: Readonly<Partial<Record<BulkVerb, VerbCase>>> = {
  "user.deactivate": {
    action: () => ({ verb: "user.deactivate" }),
    prepare: person,
    single: (call, id) => call.user.deactivate({ id }),
  },
  "user.reactivate": {
    action: () => ({ verb: "user.reactivate" }),
    prepare: off,
    single: (call, id) => call.user.reactivate({ id }),
  },
  "user.delete": {
    action: () => ({ verb: "user.delete" }),
    prepare: off,
    single: (call, id) => call.user.delete({ id }),
  },
  "user.addToGroup": {
    action: ({ groupId }) => ({ verb: "user.addToGroup", groupId }),
    prepare: person,
    single: (call, id, { groupId }) => call.group.addMembers({ id: groupId, userIds: [id] }),
  },
  "user.removeFromGroup": {
    action: ({ groupId }) => ({ verb: "user.removeFromGroup", groupId }),
    prepare: member,
    single: (call, id, { groupId }) => call.group.removeMembers({ id: groupId, userIds: [id] }),
  },
  "user.assignRole": {
    action: ({ roleId }) => ({ verb: "user.assignRole", roleId }),
    prepare: person,
    single: async (call, id, { roleId }) =>
      call.user.setRoles({ id, roleIds: [...(await directRoles(call, id)), roleId] }),
  },
  "user.removeRole": {
    action: ({ roleId }) => ({ verb: "user.removeRole", roleId }),
    prepare: holder,
    single: async (call, id, { roleId }) =>
      call.user.setRoles({ id, roleIds: (await directRoles(call, id)).filter((held) => held !== roleId) }),
  },
  "user.invite": {
    action: () => ({ verb: "user.invite" }),
    prepare: uninvited,
    single: (call, id) => call.user.resendInvitation({ id }),
  },
  "user.resendInvitation": {
    action: () => ({ verb: "user.resendInvitation" }),
    prepare: invited,
    single: (call, id) => call.user.resendInvitation({ id }),
  },
  "user.revokeInvitation": {
    action: () => ({ verb: "user.revokeInvitation" }),
    prepare: invited,
    single: (call, id) => call.user.revokeInvitation({ id }),
  },
  "user.setMaxDevices": {
    action: () => ({ verb: "user.setMaxDevices", maxDevices: 7 }),
    prepare: person,
    single: (call, id) => call.user.setMaxDevices({ id, maxDevices: 7 }),
  },
  "user.endSessions": {
    action: () => ({ verb: "user.endSessions" }),
    prepare: signedIn,
    single: (call, userId) => call.session.revokeAll({ userId }),
  },
  "device.approve": {
    action: () => ({ verb: "device.approve" }),
    prepare: deviceOf({ approvedAt: null }),
    single: (call, id) => call.device.approve({ id }),
  },
  "device.deactivate": {
    action: () => ({ verb: "device.deactivate" }),
    prepare: deviceOf({}),
    single: (call, id) => call.device.deactivate({ id }),
  },
  "device.reactivate": {
    action: () => ({ verb: "device.reactivate" }),
    prepare: deviceOf({ cause: "admin" }),
    single: (call, id) => call.device.reactivate({ id }),
  },
  "device.remove": {
    action: () => ({ verb: "device.remove" }),
    prepare: deviceOf({}),
    single: (call, id) => call.device.remove({ id }),
  },
  "device.setPlatform": {
    action: () => ({ verb: "device.setPlatform", platform: "ios" }),
    prepare: deviceOf({}),
    single: (call, id) => call.device.setPlatform({ id, platform: "ios" }),
  },
};

const relations = ["somebody", "somebody above", "the owner", "oneself", "foreign", "unknown"] as const;
type Relation = (typeof relations)[number];

/** Where the two are not the same, and why. */
const differs: Readonly<Record<string, string>> = {
  "device.deactivate of the owner": "alone by a fresh proof and a reason, in bulk never",
  "user.endSessions of oneself": "alone all but the one in use, and in bulk none is in use",
};

it("are defined by one use-case each, and every use-case with a bulk form is among them", () => {
  expect(
    allVerbs()
      .map(({ verb }) => verb)
      .toSorted(),
  ).toEqual(Object.keys(bulkVerbs).toSorted());
  const defined = procedures.flatMap(({ bulk = {} }) => Object.keys(bulk));
  expect(defined.toSorted()).toEqual(Object.keys(bulkVerbs).toSorted());
  expect(Object.keys(cases).toSorted()).toEqual(Object.keys(bulkVerbs).toSorted());
});

describe("in bulk and alone", () => {
  let fixture: Fixture;
  let other: TestTenant;
  let things: Things;
  beforeAll(async () => {
    fixture = await openFixture();
    other = await fixture.aTenant();
    const role = await fixture.owner.call.role.create({ name: "Given", permissions: ["group:read"] });
    things = { groupId: (await fixture.aGroup({})).id, roleId: role.id };
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  const anActor = (verb: BulkVerb) =>
    fixture.aPerson({ permissions: [verbOf(verb).permission, "user:read", "device:read", "group:read", "role:read"] });

  async function aMember(relation: Relation, { prepare }: VerbCase, actor: TestPerson): Promise<string> {
    switch (relation) {
      case "somebody":
        return prepare(fixture, (await fixture.aUser()).id, things);
      case "somebody above":
        return prepare(fixture, (await fixture.aUser({ permissions: ["tenant:write"] })).id, things);
      case "the owner":
        return prepare(fixture, fixture.owner.id, things);
      case "oneself":
        // Somebody who is off is nobody who could ask.
        return prepare === off ? actor.id : prepare(fixture, actor.id, things);
      case "foreign":
        return prepare === member || prepare === holder
          ? (await other.aUser()).id
          : prepare(other, (await other.aUser()).id, things);
      case "unknown":
        return newId();
    }
  }

  const entriesOf = async (actor: TestPerson) => {
    const { items } = await fixture.owner.call.audit.list({ actorId: actor.id });
    return items
      .filter(({ target, action }) => target.kind !== "bulk" && action !== "user.change_refused")
      .map(({ action, changed, target, details }) => [action, changed, target.kind, Object.keys(details?.after ?? {})]);
  };

  async function alone(verb: BulkVerb, relation: Relation, of: VerbCase) {
    const actor = await anActor(verb);
    const id = await aMember(relation, of, actor);
    const refusal = await refusalOf(of.single(actor.call, id, things)).catch(() => undefined);
    return { reason: refusal?.reason, entries: await entriesOf(actor) };
  }

  async function inBulk(verb: BulkVerb, relation: Relation, of: VerbCase) {
    const actor = await anActor(verb);
    const id = await aMember(relation, of, actor);
    const action = of.action(things);
    const { operation, typed, expected } = await actor.call.bulk.preview({ action, of: { by: "ids", ids: [id] } });
    await actor.call.bulk.start({ id: operation.id, ...(typed !== null && { typed }) });
    const worker = createInternalCaller({ db: fixture.db, principal: { kind: "worker" } }).bulk;
    await worker.advance({ tenantId: fixture.tenantId, operationId: operation.id });
    const [result] = (await fixture.owner.call.bulk.results({ id: operation.id })).items;
    const foreseen = expected.refused[0]?.reason;
    expect(foreseen).toBe(result?.reason === "gone" ? "not_found" : (result?.reason ?? undefined));
    return { reason: foreseen, entries: await entriesOf(actor) };
  }

  const pairs = Object.keys(cases).flatMap((verb) =>
    relations.map((relation) => [verb as BulkVerb, relation] as const),
  );

  it.each(pairs)("%s meets the same rules of %s and leaves the same", async (verb, relation) => {
    const of = cases[verb];
    if (!of) throw new Error(`Nobody says what ${verb} does.`);
    const [one, many] = [await alone(verb, relation, of), await inBulk(verb, relation, of)];
    if (differs[`${verb} of ${relation.replace("the ", "")}`] ?? differs[`${verb} of ${relation}`]) {
      expect(many).not.toEqual(one);
      return;
    }
    expect(many).toEqual(one);
    if (relation === "somebody") expect(one.entries).toHaveLength(1);
  });

  it.each(Object.keys(cases) as BulkVerb[])(
    "%s is refused without its permission, before anything is read",
    async (verb) => {
      const reader = await fixture.aPerson({ permissions: ["user:read", "device:read"] });
      const action = cases[verb]?.action(things);
      if (!action) throw new Error(`Nobody says what ${verb} does.`);
      const refusal = await refusalOf(reader.call.bulk.preview({ action, of: { by: "ids", ids: [newId()] } }));
      expect(refusal).toMatchObject({ reason: "permission_missing", permission: verbOf(verb).permission });
    },
  );
});
