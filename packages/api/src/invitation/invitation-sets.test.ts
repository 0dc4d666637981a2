import { newId } from "@portcullis/db/ids";
import { bulkOperations } from "@portcullis/db/schema/bulk";
import { invitations } from "@portcullis/db/schema/invitations";
import { timestampNow } from "@portcullis/domain/timestamp";
import type { Mail } from "@portcullis/runtime/mail/mailer";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { ageMails } from "../testing/age-mails.ts";
import { changeAs, outcomesOf } from "../testing/change-as.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { invite, tokenOf } from "../testing/invite.ts";
import { type TestPerson, testUrl } from "../testing/person.ts";
import { queuePeople } from "../testing/queue-people.ts";
import { refusalOf } from "../testing/refusal.ts";
import { invitationForms } from "./invitation-forms.ts";
import { findOpenRun } from "./queue-invitations.ts";
import { resendInvitation } from "./resend-invitation.ts";
import { revokeInvitation } from "./revoke-invitation.ts";
import { sendNextInvitation } from "./send-next-invitation.ts";

/** A bulk operation as far as the queue knows it. */
async function anOperation({ inScope }: Fixture, requestedBy: string): Promise<string> {
  const id = newId();
  const now = timestampNow();
  await inScope((tx) =>
    tx.insert(bulkOperations).values({
      tenantId: tx.tenantId,
      id,
      verb: "user.invite",
      action: { verb: "user.invite" },
      status: "running",
      requestedBy,
      requestedAt: now,
      expiresAt: now,
      total: 1,
      losing: 0,
      nextAttemptAt: now,
    }),
  );
  return id;
}

/** Changes a set of `who`, in a bulk operation of theirs. */
async function change(fixture: Fixture, who: TestPerson, kind: keyof typeof invitationForms, ids: readonly string[]) {
  const { meta } = kind === "revoke" ? revokeInvitation : resendInvitation;
  const bulkId = await anOperation(fixture, who.id);
  return outcomesOf(await changeAs(fixture, who, { form: invitationForms[kind], meta, bulkId }, { ids, input: {} }));
}

/** Has the worker mail whoever is queued; the mails. */
async function sendQueued(fixture: Fixture): Promise<readonly Mail[]> {
  const { db, mailer, tenantId } = fixture;
  const before = mailer.sent.length;
  const ctx = { db, principal: { kind: "worker" }, mail: { mailer, publicUrl: testUrl } } as const;
  for (;;) {
    const { outcome } = await sendNextInvitation(ctx, { tenantId });
    if (outcome === "idle") return mailer.sent.slice(before);
  }
}

const entriesOf = async ({ owner }: Fixture, targetId: string) =>
  (await owner.call.audit.list({ targetId, action: ["user.invitation_resent", "user.invitation_revoked"] })).items;

it("invites a set with a result for each, and the worker mails them in the name of whoever started it", async () => {
  await using fixture = await openFixture();
  const { owner, admin } = fixture;
  const [one, two] = [await fixture.aUser({ status: "pending" }), await fixture.aUser({ status: "pending" })];
  const active = await fixture.aUser();
  const above = await fixture.aUser({ status: "pending", permissions: ["tenant:write"] });
  const granted = await fixture.aUser({ status: "pending", permissions: ["user:invite"] });
  const foreign = await (await fixture.aTenant()).aUser({ status: "pending" });
  const invited = await invite(fixture);
  const { people } = await queuePeople(fixture, 1);
  const [queued] = people;
  const inviter = await fixture.aPerson({ permissions: ["user:invite"] });
  const ids = [two.id, owner.id, active.id, above.id, granted.id, foreign.id, newId(), invited.userId, one.id];
  expect(await change(fixture, inviter, "invite", [...ids, queued?.id ?? "", two.id])).toEqual([
    "changed",
    "owner_protected",
    "invitation_not_open",
    "privilege_ceiling",
    "permission_missing",
    "not_found",
    "not_found",
    "unchanged",
    "changed",
    "unchanged",
    "changed",
  ]);
  expect(await change(fixture, admin, "invite", [one.id, two.id])).toEqual(["unchanged", "unchanged"]);

  const mails = await sendQueued(fixture);
  const addresses = [one.email, two.email, queued?.email ?? ""];
  expect(mails.map(({ to }) => to).toSorted()).toEqual(addresses.toSorted());
  const invitedBy = await fixture.inScope((tx) =>
    tx
      .select({ userId: invitations.userId, by: invitations.invitedBy })
      .from(invitations)
      .where(eq(invitations.tenantId, tx.tenantId)),
  );
  expect(new Map(invitedBy.map(({ userId, by }) => [userId, by]))).toEqual(
    new Map([
      [one.id, inviter.id],
      [two.id, inviter.id],
      [queued?.id, owner.id],
      [invited.userId, admin.id],
    ]),
  );
  const alone = await fixture.aUser({ status: "pending" });
  await inviter.call.user.resendInvitation({ id: alone.id });
  const entries = (await entriesOf(fixture, one.id)).map(({ action, actor, changed }) => [action, actor, changed]);
  expect(entries).toEqual(
    (await entriesOf(fixture, alone.id)).map(({ action, actor, changed }) => [action, actor, changed]),
  );
});

it("voids the links of a set at once, mails new ones, and revokes them", async () => {
  await using fixture = await openFixture();
  const { admin } = fixture;
  const { inspect } = admin.call.invitation;
  const [one, two] = [await invite(fixture), await invite(fixture)];
  const ids = [one.userId, two.userId];
  const bare = await fixture.aUser({ status: "pending" });
  expect(await change(fixture, admin, "resend", [...ids, bare.id, admin.id])).toEqual([
    "changed",
    "changed",
    "changed",
    "invitation_not_open",
  ]);
  expect(await refusalOf(inspect({ token: one.token }))).toMatchObject({ reason: "invitation_void" });
  // Their mails are on their way.
  expect(await change(fixture, admin, "resend", ids)).toEqual(["unchanged", "unchanged"]);
  await ageMails(fixture, 60);
  const mails = await sendQueued(fixture);
  expect(mails).toHaveLength(3);
  const link = /https:\S+/.exec(mails.find(({ to }) => to === one.email)?.text ?? "")?.[0] ?? "";
  expect(await inspect({ token: tokenOf(link) })).toMatchObject({ email: one.email, status: "open" });

  await admin.call.user.revokeInvitation({ id: two.userId });
  expect(await change(fixture, admin, "revoke", [...ids, bare.id, admin.id])).toEqual([
    "changed",
    "unchanged",
    "changed",
    "invitation_not_open",
  ]);
  expect(await refusalOf(inspect({ token: tokenOf(link) }))).toMatchObject({ reason: "invitation_void" });
  const actions = async (id: string) => (await entriesOf(fixture, id)).map(({ action, changed }) => [action, changed]);
  expect(await actions(one.userId)).toEqual(await actions(two.userId));
});

it("mails nobody for whoever may not invite them any more, and leaves an operator's run apart", async () => {
  await using fixture = await openFixture();
  const inviter = await fixture.aPerson({ permissions: ["user:invite"] });
  const { id } = await fixture.aUser({ status: "pending" });
  expect(await change(fixture, inviter, "invite", [id])).toEqual(["changed"]);
  const operator = { db: fixture.db, principal: { kind: "operator", tenantId: fixture.tenantId } } as const;
  expect(await findOpenRun(operator)).toBeUndefined();
  await fixture.dropRoles(inviter.id);
  expect(await sendQueued(fixture)).toEqual([]);
  expect(await change(fixture, fixture.admin, "invite", [id])).toEqual(["changed"]);
  expect(await sendQueued(fixture)).toHaveLength(1);
});
