import { invitationRuns, queuedInvitations } from "@portcullis/db/schema/invitation-queue";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { callByPath } from "../testing/call-by-path.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { testUrl } from "../testing/person.ts";
import { queuePeople } from "../testing/queue-people.ts";
import { refusalOf } from "../testing/refusal.ts";
import { sendNextInvitation } from "./send-next-invitation.ts";

const sendOne = (fixture: Fixture) => {
  const { db, mailer } = fixture.owner.parts();
  const worker = { db, principal: { kind: "worker" }, mail: { mailer, publicUrl: testUrl } } as const;
  return sendNextInvitation(worker, { tenantId: fixture.tenantId });
};

it("tells whoever may invite how far the mails are, and nobody of another tenant", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  const { call } = await fixture.aPerson({ permissions: ["user:invite"] });
  expect(await call.invitation.sending()).toBeNull();
  const from = Date.now();
  await queuePeople(fixture, 3);
  await sendOne(fixture);
  const sending = await call.invitation.sending();
  expect(sending).toEqual({
    total: 3,
    waiting: 2,
    sent: 1,
    passedOver: 0,
    failed: 0,
    pausedUntil: null,
    perHour: 400,
    idleSince: expect.any(String) as string,
  });
  expect(Math.abs(Date.parse(sending?.idleSince ?? "") - from)).toBeLessThan(60_000);
  expect(await other.owner.call.invitation.sending()).toBeNull();
  const reader = await fixture.aPerson({ permissions: ["user:read", "user:write"] });
  expect(await refusalOf(reader.call.invitation.sending())).toMatchObject({ reason: "permission_missing" });
  await sendOne(fixture);
  await sendOne(fixture);
  expect(await call.invitation.sending()).toBeNull();
});

it("tells since when nobody was mailed, and not while all have to wait", async () => {
  await using fixture = await openFixture();
  await queuePeople(fixture, 2);
  const ago = sql`now() - interval '1 hour'`;
  await fixture.inScope(async (tx) => {
    await tx.update(invitationRuns).set({ movedAt: ago });
    await tx.update(queuedInvitations).set({ dueAt: ago });
  });
  const idle = async () =>
    (Date.now() - Date.parse((await fixture.admin.call.invitation.sending())?.idleSince ?? "")) / 60_000;
  expect(Math.round(await idle())).toBe(60);
  await fixture.inScope((tx) => tx.update(invitationRuns).set({ pausedUntil: sql`now() + interval '10 minutes'` }));
  expect(Math.round(await idle())).toBe(-10);
  expect((await fixture.admin.call.invitation.sending())?.pausedUntil).toEqual(expect.any(String));
});

it("stops once: who waits is not mailed, the link that was sent opens, another tenant's go on", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  await queuePeople(fixture, 3);
  await queuePeople({ ...other, db: fixture.db }, 1);
  await sendOne(fixture);
  const { call } = await fixture.aPerson({ permissions: ["user:invite"] });
  expect(await call.invitation.stopSending({})).toEqual({ stopped: 2 });
  expect(await call.invitation.stopSending({})).toEqual({ stopped: 0 });
  expect(await sendOne(fixture)).toEqual({ outcome: "idle" });
  expect(fixture.mailer.sent).toHaveLength(1);
  const token = new URL(/https:\S+/.exec(fixture.mailer.sent[0]?.text ?? "")?.[0] ?? "").hash.slice(1);
  expect(await fixture.owner.call.invitation.inspect({ token })).toMatchObject({ status: "open" });
  const events = await fixture.owner.call.audit.list({ action: ["tenant.invitations_stopped"] });
  expect(events.items).toHaveLength(1);
  expect(await other.owner.call.invitation.sending()).toMatchObject({ waiting: 1 });
});

it("is not stopped by who may not invite, nor with more than was asked for", async () => {
  await using fixture = await openFixture();
  await queuePeople(fixture, 1);
  const reader = await fixture.aPerson({ permissions: ["user:read", "user:write"] });
  expect(await refusalOf(reader.call.invitation.stopSending({}))).toMatchObject({ reason: "permission_missing" });
  const withMore = callByPath(fixture.admin.call, "invitation.stopSending", { all: true });
  expect(await refusalOf(withMore)).toMatchObject({ code: "BAD_REQUEST" });
  expect(await fixture.admin.call.invitation.sending()).toMatchObject({ waiting: 1 });
});

it("mails nobody whose invitation is revoked while they wait, once, on the record", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  await queuePeople(fixture, 3);
  const [queued] = await fixture.inScope((tx) => tx.select().from(queuedInvitations));
  const id = queued?.userId ?? "";
  await call.user.revokeInvitation({ id });
  await call.user.revokeInvitation({ id });
  for (let n = 0; n < 3; n++) await sendOne(fixture);
  const [run] = await fixture.inScope((tx) => tx.select().from(invitationRuns));
  expect(run).toMatchObject({ total: 3, waiting: 0, sent: 2, passedOver: 1 });
  expect((await call.user.get({ id })).invitation).toBeNull();
  const entries = (await fixture.owner.call.audit.list({ targetId: id })).items;
  expect(entries.filter(({ action }) => action === "user.invitation_revoked")).toHaveLength(1);
});

it("leaves no link to whoever is revoked while the worker writes it", async () => {
  await using fixture = await openFixture();
  await queuePeople(fixture, 20);
  const queued = await fixture.inScope((tx) => tx.select().from(queuedInvitations));
  for (const { userId: id } of queued.toSorted(
    (a, b) => a.dueAt.localeCompare(b.dueAt) || a.userId.localeCompare(b.userId),
  )) {
    await Promise.all([sendOne(fixture), fixture.admin.call.user.revokeInvitation({ id })]);
    expect((await fixture.admin.call.user.get({ id })).invitation).toBeNull();
  }
  const [run] = await fixture.inScope((tx) => tx.select().from(invitationRuns));
  expect(run).toMatchObject({ total: 20, waiting: 0, failed: 0 });
});
