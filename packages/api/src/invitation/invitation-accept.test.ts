import { randomBytes } from "node:crypto";
import { newLinkToken } from "@portcullis/auth/link-token";
import { signIn } from "@portcullis/auth/sign-in";
import { userRoles } from "@portcullis/db/schema/roles";
import postgres from "postgres";
import { expect, it } from "vitest";
import { ageMails } from "../testing/age-mails.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { acceptance, invite } from "../testing/invite.ts";
import { callersOf, testClient } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";

const isVoid = { code: "NOT_FOUND", reason: "invitation_void" };

/** Whoever follows a link: nobody that the console knows. */
const visitor = (fixture: Fixture) =>
  callersOf(() => ({ ...fixture.admin.parts(), authenticate: () => Promise.resolve(undefined) })).call;

it("takes up the account: names, a password to sign in with, active, and the link used up", async () => {
  await using fixture = await openFixture();
  const { userId, token, email } = await invite(fixture);
  const call = visitor(fixture);
  const input = acceptance(token);
  const answer = await call.invitation.accept(input);
  expect(answer).toEqual({ tenant: `t-${fixture.tenantId}`, email });
  const user = await fixture.admin.call.user.get({ id: userId });
  expect(user).toMatchObject({ status: "active", firstName: "Grace", lastName: "Hopper", invitation: null });
  const attempt = { ...answer, password: input.password, ...testClient };
  expect(await signIn(fixture.db, attempt)).toMatchObject({ userId });
  const { items } = await fixture.owner.call.audit.list({ action: ["user.invitation_accepted"] });
  expect(items).toMatchObject([{ actor: { id: userId }, subject: { id: userId }, origin: testClient }]);

  expect(await refusalOf(call.invitation.accept({ ...input, password: "another password" }))).toMatchObject(isVoid);
  expect(await refusalOf(call.invitation.inspect({ token }))).toMatchObject(isVoid);
  expect(await signIn(fixture.db, attempt)).toMatchObject({ userId });
});

it("keeps an accepted account active through deactivation and back", async () => {
  await using fixture = await openFixture();
  const { userId: id, token } = await invite(fixture);
  await visitor(fixture).invitation.accept(acceptance(token));
  await fixture.admin.call.user.deactivate({ id });
  expect(await fixture.admin.call.user.reactivate({ id })).toMatchObject({ status: "active" });
});

it("goes on restoring the devices of somebody who accepts before the cascade is through", async () => {
  await using fixture = await openFixture();
  const { userId: id } = await invite(fixture);
  const device = await fixture.aDevice(id);
  const { call } = fixture.admin;
  await call.user.deactivate({ id });
  await fixture.drainCascades();
  await call.user.reactivate({ id });
  await ageMails(fixture, 60);
  const { link } = await call.user.resendInvitation({ id });
  await visitor(fixture).invitation.accept(acceptance(new URL(link).hash.slice(1)));
  await fixture.drainCascades();
  expect(await call.device.get({ id: device.id })).toMatchObject({ active: true, cause: null });
  expect((await call.user.get({ id })).cascade).toMatchObject({ kind: "reactivate", status: "done", devicesDone: 1 });
});

it("finds nothing behind a secret that nobody gave out, whatever tenant it names", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  const { token } = await invite(fixture);
  const bytes = Buffer.from(token, "base64url");
  const elsewhere = Buffer.from(newLinkToken(other.tenantId).text, "base64url");
  const tokens = [
    newLinkToken(fixture.tenantId).text,
    randomBytes(48).toString("base64url"),
    Buffer.concat([elsewhere.subarray(0, 16), bytes.subarray(16)]).toString("base64url"),
    "_".repeat(64),
  ];
  for (const wrong of tokens) {
    const refusal = await refusalOf(visitor(fixture).invitation.accept(acceptance(wrong)));
    expect(refusal).toMatchObject(isVoid);
    expect(await refusalOf(visitor(fixture).invitation.inspect({ token: wrong }))).toEqual(refusal);
  }
  expect(fixture.logged).toEqual([]);
});

it("takes no password that is too short, and leaves the invitation open", async () => {
  await using fixture = await openFixture();
  const { token } = await invite(fixture);
  const call = visitor(fixture);
  const refusal = await refusalOf(call.invitation.accept({ ...acceptance(token), password: "short" }));
  expect(refusal).toMatchObject({ code: "BAD_REQUEST", field: "password" });
  expect(await call.invitation.inspect({ token })).toMatchObject({ status: "open" });
});

/** Everything that takes the ground from under an invitation. */
const ends: Readonly<
  Record<string, (fixture: Fixture, of: { userId: string; inviterId: string }) => Promise<unknown>>
> = {
  "the invited is deactivated": (fixture, { userId }) => fixture.owner.call.user.deactivate({ id: userId }),
  "the invited is deleted": (fixture, { userId }) => fixture.owner.call.user.delete({ id: userId }),
  "the invitation is revoked": (fixture, { userId }) => fixture.owner.call.user.revokeInvitation({ id: userId }),
  "the inviter is deactivated": (fixture, { inviterId }) => fixture.owner.call.user.deactivate({ id: inviterId }),
  "the inviter is deleted": (fixture, { inviterId }) => fixture.owner.call.user.delete({ id: inviterId }),
  "the inviter may not invite any more": (fixture, { inviterId }) => fixture.dropRoles(inviterId),
  "the invited would hold more than the inviter": async (fixture, { userId }) => {
    const owner = await fixture.aUser({ permissions: ["gateway:write"] });
    const [role] = (await fixture.owner.call.user.get({ id: owner.id })).roles;
    const grant = { tenantId: fixture.tenantId, userId, roleId: role?.id ?? "" };
    await fixture.inScope((tx) => tx.insert(userRoles).values(grant));
  },
  "the tenant is suspended": async (fixture) => {
    const sql = postgres(fixture.ownerUrl, { max: 1, onnotice: () => {} });
    await sql`update tenants set status = 'suspended' where id = ${fixture.tenantId}`;
    await sql.end();
  },
};

it.each(Object.keys(ends))("is void once %s", async (end) => {
  await using fixture = await openFixture();
  const support = await fixture.aPerson({ role: "SUPPORT" });
  const { userId, token } = await invite(fixture, { by: support });
  await ends[end]?.(fixture, { userId, inviterId: support.id });
  const call = visitor(fixture);
  expect(await refusalOf(call.invitation.accept(acceptance(token)))).toMatchObject(isVoid);
  expect(await refusalOf(call.invitation.inspect({ token }))).toMatchObject(isVoid);
});
