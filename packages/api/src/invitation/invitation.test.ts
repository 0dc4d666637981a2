import { invitations } from "@portcullis/db/schema/invitations";
import { and, eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { ageMails } from "../testing/age-mails.ts";
import { openFixture } from "../testing/fixture.ts";
import { acceptance, invite, tokenOf } from "../testing/invite.ts";
import { refusalOf } from "../testing/refusal.ts";
import type { TestTenant } from "../testing/tenant.ts";

const dayMs = 86_400_000;

async function roleIdsOf(fixture: TestTenant): Promise<Record<string, string>> {
  const { items } = await fixture.owner.call.role.list({});
  return Object.fromEntries(items.map((role) => [role.system ?? role.name, role.id]));
}

/** Lets time pass for one invitation: whoever made it, and until when it holds. */
const age = (fixture: TestTenant, userId: string, seconds: number) =>
  fixture.inScope((tx) =>
    tx
      .update(invitations)
      .set({
        createdAt: sql`${invitations.createdAt} - make_interval(secs => ${seconds})`,
        expiresAt: sql`${invitations.expiresAt} - make_interval(secs => ${seconds})`,
      })
      .where(and(eq(invitations.tenantId, fixture.tenantId), eq(invitations.userId, userId))),
  );

it("makes a pending user with roles and groups, shows the link, and mails it", async () => {
  await using fixture = await openFixture();
  const { SUPPORT = "" } = await roleIdsOf(fixture);
  const group = await fixture.aGroup({});
  const { results } = await fixture.admin.call.user.invite({
    people: [{ email: " Grace@People.test ", firstName: "Grace" }],
    roleIds: [SUPPORT, SUPPORT],
    groupIds: [group.id],
  });
  expect(results).toMatchObject([{ outcome: "invited", email: "grace@people.test", mail: "sent" }]);
  const [result] = results;
  if (result?.outcome !== "invited") return;
  expect(Math.round((Date.parse(result.expiresAt) - Date.now()) / dayMs)).toBe(7);
  expect(result.link).toMatch(/^https:\/\/console\.test\/invitation#[\w-]{64}$/);
  expect(fixture.mailer.sent).toMatchObject([
    { to: "grace@people.test", subject: "Ada invites you to Test tenant", text: expect.stringContaining(result.link) },
  ]);
  const user = await fixture.admin.call.user.get({ id: result.userId });
  expect(user).toMatchObject({
    status: "pending",
    roles: [{ id: SUPPORT, origins: [{ kind: "direct" }] }],
    groups: [{ id: group.id }],
    invitation: { expiresAt: result.expiresAt, expired: false, invitedBy: "Ada" },
  });
  const listed = await fixture.admin.call.user.list({ search: "grace@people" });
  expect(listed.items[0]?.invitation).toEqual(user.invitation);
});

it("makes members of those who are invited without a role, and needs no right to assign for it", async () => {
  await using fixture = await openFixture();
  const support = await fixture.aPerson({ role: "SUPPORT" });
  const { userId, token } = await invite(fixture, { by: support });
  expect(await fixture.admin.call.user.get({ id: userId })).toMatchObject({ roles: [{ name: "Member" }] });
  expect(await support.call.invitation.accept(acceptance(token))).toMatchObject({ tenant: `t-${fixture.tenantId}` });
});

it("answers for each line of a list, and leaves who is there already as they are", async () => {
  await using fixture = await openFixture();
  const there = await fixture.aUser({ email: "ada@people.test" });
  const before = await fixture.admin.call.user.get({ id: there.id });
  const emails = ["ADA@people.test", "new@people.test", "New@people.test", "other@people.test"];
  const { results } = await fixture.admin.call.user.invite({ people: emails.map((email) => ({ email })) });
  expect(results.map((row) => (row.outcome === "invited" ? row.outcome : row.reason))).toEqual([
    "email_taken",
    "invited",
    "email_taken",
    "invited",
  ]);
  expect(await fixture.admin.call.user.get({ id: there.id })).toEqual(before);
  expect(fixture.mailer.sent.map(({ to }) => to)).toEqual(["new@people.test", "other@people.test"]);
});

it("tells what became of the mail", async () => {
  await using fixture = await openFixture();
  for (const outcome of ["failed", "off"] as const) {
    fixture.mailer.outcome = outcome;
    expect(await invite(fixture)).toMatchObject({ mail: outcome, link: expect.stringContaining("#") as string });
  }
});

it("gives nothing that the inviter does not hold, directly or through a group", async () => {
  await using fixture = await openFixture();
  const { ADMIN = "", BASIC = "" } = await roleIdsOf(fixture);
  const group = await fixture.aGroup({ roleIds: [ADMIN] });
  const plain = await fixture.aGroup({});
  const inviting = ["user:invite", "user:read"] as const;
  const people = [{ email: "mallory@people.test" }];
  const inviter = await fixture.aPerson({ permissions: inviting });
  const needs = async (grants: object) => (await refusalOf(inviter.call.user.invite({ people, ...grants }))).message;
  expect(await needs({ roleIds: [BASIC] })).toContain("role:assign");
  expect(await needs({ groupIds: [plain.id] })).toContain("group:write");

  const adding = await fixture.aPerson({ permissions: [...inviting, "group:write"] });
  expect(await refusalOf(adding.call.user.invite({ people, groupIds: [group.id] }))).toMatchObject({
    reason: "permission_missing",
    message: expect.stringContaining("role:assign") as string,
  });
  const assigning = await fixture.aPerson({ permissions: [...inviting, "group:write", "role:assign"] });
  for (const grants of [{ roleIds: [ADMIN] }, { groupIds: [group.id] }]) {
    expect(await refusalOf(assigning.call.user.invite({ people, ...grants }))).toMatchObject({
      code: "FORBIDDEN",
      reason: "privilege_ceiling",
    });
  }
  expect((await fixture.owner.call.user.list({ search: "mallory" })).items).toEqual([]);
  expect(await invite(fixture, { by: adding, groupIds: [plain.id] })).toMatchObject({ outcome: "invited" });
  expect(await invite(fixture, { by: assigning, roleIds: [BASIC] })).toMatchObject({ outcome: "invited" });
});

it("sends again after a minute, and voids the link before it", async () => {
  await using fixture = await openFixture();
  const { userId, token } = await invite(fixture);
  const again = () => fixture.owner.call.user.resendInvitation({ id: userId });
  const refusal = await refusalOf(again());
  expect(refusal).toMatchObject({ code: "TOO_MANY_REQUESTS", reason: "too_many_attempts" });
  expect(refusal.retryAfter).toBeGreaterThan(50);
  expect(refusal.retryAfter).toBeLessThanOrEqual(60);
  expect(fixture.mailer.sent).toHaveLength(1);

  await ageMails(fixture, 60);
  const { link, mail } = await again();
  expect(mail).toBe("sent");
  const { call } = fixture.owner;
  expect(await refusalOf(call.invitation.inspect({ token }))).toMatchObject({ reason: "invitation_void" });
  expect(await call.invitation.inspect({ token: tokenOf(link) })).toMatchObject({ status: "open" });
  expect((await call.user.get({ id: userId })).invitation).toMatchObject({ expired: false });
});

it("invites who was imported, or who came back before they had ever accepted", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const { id } = await fixture.aUser({ status: "pending" });
  expect(await call.user.get({ id })).toMatchObject({ invitation: null });
  const first = tokenOf((await call.user.resendInvitation({ id })).link);
  await call.user.deactivate({ id });
  expect(await refusalOf(call.user.resendInvitation({ id }))).toMatchObject({
    code: "CONFLICT",
    reason: "invitation_not_open",
  });
  expect(await call.user.reactivate({ id })).toMatchObject({ status: "pending", invitation: null });
  expect(await refusalOf(call.invitation.inspect({ token: first }))).toMatchObject({ reason: "invitation_void" });
  expect(await refusalOf(call.user.resendInvitation({ id }))).toMatchObject({ reason: "too_many_attempts" });
  await ageMails(fixture, 60);
  const second = tokenOf((await call.user.resendInvitation({ id })).link);
  expect(await call.invitation.accept(acceptance(second))).toMatchObject({ email: expect.any(String) as string });
});

it("revokes once, and has nothing to revoke of who is here already", async () => {
  await using fixture = await openFixture();
  const { userId: id, token } = await invite(fixture);
  const { call } = fixture.admin;
  expect(await call.user.revokeInvitation({ id })).toMatchObject({ status: "pending", invitation: null });
  expect(await call.user.revokeInvitation({ id })).toMatchObject({ status: "pending", invitation: null });
  expect(await refusalOf(call.invitation.accept(acceptance(token)))).toMatchObject({ reason: "invitation_void" });
  const here = await fixture.aUser({ role: "BASIC" });
  for (const act of ["revokeInvitation", "resendInvitation"] as const) {
    const refusal = await refusalOf(call.user[act]({ id: here.id }));
    expect(refusal).toMatchObject({ code: "CONFLICT", reason: "invitation_not_open" });
  }
});

it("shows tenant and inviter before anything is accepted, expired or not", async () => {
  await using fixture = await openFixture();
  const { userId, token, expiresAt, email } = await invite(fixture);
  const { call } = fixture.admin;
  const view = await call.invitation.inspect({ token });
  expect(view).toEqual({
    tenant: { slug: `t-${fixture.tenantId}`, name: "Test tenant" },
    inviter: "Ada",
    email,
    firstName: null,
    lastName: null,
    expiresAt,
    status: "open",
  });
  await age(fixture, userId, 7 * 86_400);
  expect(await call.invitation.inspect({ token })).toMatchObject({ status: "expired" });
  expect(await call.user.get({ id: userId })).toMatchObject({ invitation: { expired: true } });
  expect(await refusalOf(call.invitation.accept(acceptance(token)))).toMatchObject({
    code: "CONFLICT",
    reason: "invitation_void",
    message: expect.stringContaining("expired") as string,
  });
});
