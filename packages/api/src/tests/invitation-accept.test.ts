import { randomBytes } from "node:crypto";
import { newLinkToken } from "@portcullis/auth/link-token";
import { signIn } from "@portcullis/auth/sign-in";
import { userRoles } from "@portcullis/db/schema/roles";
import postgres from "postgres";
import { expect, it } from "vitest";
import { ageMails } from "../testing/age-mails.ts";
import { acceptance, invite } from "../testing/invite.ts";
import { callersOf, testClient } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";
import { testWorld, type World } from "../testing/world.ts";

const isVoid = { code: "NOT_FOUND", reason: "invitation_void" };

/** Whoever follows a link: nobody that the console knows. */
const visitor = (world: World) =>
  callersOf(() => ({ ...world.admin.parts(), authenticate: () => Promise.resolve(undefined) })).call;

it("takes up the account: names, a password to sign in with, active, and the link used up", async () => {
  await using world = await testWorld();
  const { userId, token, email } = await invite(world);
  const call = visitor(world);
  const input = acceptance(token);
  const answer = await call.invitation.accept(input);
  expect(answer).toEqual({ tenant: `t-${world.tenantId}`, email });
  const user = await world.admin.call.user.get({ id: userId });
  expect(user).toMatchObject({ status: "active", firstName: "Grace", lastName: "Hopper", invitation: null });
  const attempt = { ...answer, password: input.password, ...testClient };
  expect(await signIn(world.db, attempt)).toMatchObject({ userId });
  const { items } = await world.owner.call.audit.list({ action: ["user.invitation_accepted"] });
  expect(items).toMatchObject([{ actor: { id: userId }, subject: { id: userId }, origin: testClient }]);

  expect(await refusalOf(call.invitation.accept({ ...input, password: "another password" }))).toMatchObject(isVoid);
  expect(await refusalOf(call.invitation.inspect({ token }))).toMatchObject(isVoid);
  expect(await signIn(world.db, attempt)).toMatchObject({ userId });
});

it("keeps an accepted account active through deactivation and back", async () => {
  await using world = await testWorld();
  const { userId: id, token } = await invite(world);
  await visitor(world).invitation.accept(acceptance(token));
  await world.admin.call.user.deactivate({ id });
  expect(await world.admin.call.user.reactivate({ id })).toMatchObject({ status: "active" });
});

it("goes on restoring the devices of somebody who accepts before the cascade is through", async () => {
  await using world = await testWorld();
  const { userId: id } = await invite(world);
  const device = await world.aDevice(id);
  const { call } = world.admin;
  await call.user.deactivate({ id });
  await world.drainCascades();
  await call.user.reactivate({ id });
  await ageMails(world, 60);
  const { link } = await call.user.resendInvitation({ id });
  await visitor(world).invitation.accept(acceptance(new URL(link).hash.slice(1)));
  await world.drainCascades();
  expect(await call.device.get({ id: device.id })).toMatchObject({ active: true, cause: null });
  expect((await call.user.get({ id })).cascade).toMatchObject({ kind: "reactivate", status: "done", devicesDone: 1 });
});

it("finds nothing behind a secret that nobody gave out, whatever tenant it names", async () => {
  await using world = await testWorld();
  const other = await world.aTenant();
  const { token } = await invite(world);
  const bytes = Buffer.from(token, "base64url");
  const elsewhere = Buffer.from(newLinkToken(other.tenantId).text, "base64url");
  const tokens = [
    newLinkToken(world.tenantId).text,
    randomBytes(48).toString("base64url"),
    Buffer.concat([elsewhere.subarray(0, 16), bytes.subarray(16)]).toString("base64url"),
    "_".repeat(64),
  ];
  for (const wrong of tokens) {
    const refusal = await refusalOf(visitor(world).invitation.accept(acceptance(wrong)));
    expect(refusal).toMatchObject(isVoid);
    expect(await refusalOf(visitor(world).invitation.inspect({ token: wrong }))).toEqual(refusal);
  }
  expect(world.logged).toEqual([]);
});

it("takes no password that is too short, and leaves the invitation open", async () => {
  await using world = await testWorld();
  const { token } = await invite(world);
  const call = visitor(world);
  const refusal = await refusalOf(call.invitation.accept({ ...acceptance(token), password: "short" }));
  expect(refusal).toMatchObject({ code: "BAD_REQUEST", field: "password" });
  expect(await call.invitation.inspect({ token })).toMatchObject({ status: "open" });
});

/** Everything that takes the ground from under an invitation. */
const ends: Readonly<Record<string, (world: World, of: { userId: string; inviterId: string }) => Promise<unknown>>> = {
  "the invited is deactivated": (world, { userId }) => world.owner.call.user.deactivate({ id: userId }),
  "the invited is deleted": (world, { userId }) => world.owner.call.user.delete({ id: userId }),
  "the invitation is revoked": (world, { userId }) => world.owner.call.user.revokeInvitation({ id: userId }),
  "the inviter is deactivated": (world, { inviterId }) => world.owner.call.user.deactivate({ id: inviterId }),
  "the inviter is deleted": (world, { inviterId }) => world.owner.call.user.delete({ id: inviterId }),
  "the inviter may not invite any more": (world, { inviterId }) => world.dropRoles(inviterId),
  "the invited would hold more than the inviter": async (world, { userId }) => {
    const owner = await world.aUser({ permissions: ["gateway:write"] });
    const [role] = (await world.owner.call.user.get({ id: owner.id })).roles;
    const grant = { tenantId: world.tenantId, userId, roleId: role?.id ?? "" };
    await world.inScope((tx) => tx.insert(userRoles).values(grant));
  },
  "the tenant is suspended": async (world) => {
    const sql = postgres(world.ownerUrl, { max: 1, onnotice: () => {} });
    await sql`update tenants set status = 'suspended' where id = ${world.tenantId}`;
    await sql.end();
  },
};

it.each(Object.keys(ends))("is void once %s", async (end) => {
  await using world = await testWorld();
  const support = await world.aPerson({ role: "SUPPORT" });
  const { userId, token } = await invite(world, { by: support });
  await ends[end]?.(world, { userId, inviterId: support.id });
  const call = visitor(world);
  expect(await refusalOf(call.invitation.accept(acceptance(token)))).toMatchObject(isVoid);
  expect(await refusalOf(call.invitation.inspect({ token }))).toMatchObject(isVoid);
});
