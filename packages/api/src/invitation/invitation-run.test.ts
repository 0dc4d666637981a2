import { closeDatabase, type Database, openDatabase } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { auditEvents } from "@portcullis/db/schema/audit";
import { invitationRuns, queuedInvitations } from "@portcullis/db/schema/invitation-queue";
import { invitations } from "@portcullis/db/schema/invitations";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { mailAttemptsMax } from "@portcullis/domain/invitation-run";
import type { Mail, MailOutcome } from "@portcullis/runtime/mail/mailer";
import { and, count, eq, like, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { voidInvitationBatch } from "../import/invite-people.ts";
import type { WorkerContext } from "../kernel/context.ts";
import { countMail } from "../kernel/mail-budget.ts";
import { operator } from "../tenant/operator.ts";
import { pauseRestored } from "../tenant/pause-restored.ts";
import { suspendTenant } from "../tenant/suspend-tenant.ts";
import { type OperatorFixture, operatorFixture } from "../testing/operator-fixture.ts";
import { createUser } from "../user/create-user.ts";
import { inspectInvitation } from "./accept-invitation.ts";
import { invitationProgressOf } from "./get-sending-invitations.ts";
import { findOpenRun, queueInvitations } from "./queue-invitations.ts";
import { dueInvitations, sendNextInvitation } from "./send-next-invitation.ts";
import { stopInvitationsByOperator } from "./stop-invitations.ts";

const publicUrl = new URL("https://console.northwind.test");
const nobody = { total: 0, waiting: 0, sent: 0, passedOver: 0, failed: 0, pausedUntil: null };

it("mails everybody who was queued once, through any number of workers, and counts them", async () => {
  await using office = await officeOf("a", "b", "c", "d", "e");
  expect(await office.queue("a", "b", "c", "d", "e", "stranger")).toBe(5);
  expect(await office.queue("a", "b", "c", "d", "e")).toBe(0);
  expect(await office.progress()).toEqual({ ...nobody, total: 5, waiting: 5 });
  await Promise.all([office.work(), office.work(), office.work()]);
  expect(office.mails.map(({ to }) => to).toSorted()).toEqual(["a", "b", "c", "d", "e"].map(emailOf));
  expect(await office.progress()).toEqual({ ...nobody, total: 5, sent: 5 });
  expect(await office.due()).toEqual([]);
  // Whoever has an open invitation needs none.
  expect(await office.queue("a", "b")).toBe(0);
  const link = /https:\S+/.exec(office.mails[0]?.text ?? "")?.[0] ?? "";
  expect(await inspectInvitation(office.asGuest, { token: new URL(link).hash.slice(1) })).toMatchObject({
    email: office.mails[0]?.to,
    status: "open",
  });
  expect(await office.actions("user.invitation%")).toEqual([
    { action: "user.invitation_resent", kind: "operator", many: 5 },
  ]);
});

it("passes over whoever is active, switched off, gone or invited by somebody else at their turn", async () => {
  await using office = await officeOf("active", "inactive", "gone", "invited", "left");
  await office.queue("active", "inactive", "gone", "invited", "left");
  await office.fixture.inScope(async (tx) => {
    for (const status of ["active", "inactive"] as const) {
      await tx.update(users).set({ status, acceptedAt: sql`now()` }).where(isPerson(tx, status));
    }
    await tx.delete(users).where(isPerson(tx, "gone"));
    const [invited] = await tx.select({ id: users.id }).from(users).where(isPerson(tx, "invited"));
    await tx.insert(invitations).values({
      tenantId: tx.tenantId,
      userId: invited?.id ?? "",
      tokenHash: Buffer.alloc(32),
      invitedBy: office.fixture.ownerId,
      expiresAt: sql`now() + interval '1 day'`,
    });
  });
  await office.work();
  expect(office.mails.map(({ to }) => to)).toEqual([emailOf("left")]);
  expect(await office.progress()).toEqual({ ...nobody, total: 5, sent: 1, passedOver: 4 });
});

it("sends again what a worker died over, after a while and not before", async () => {
  await using office = await officeOf("a");
  await office.queue("a");
  office.answer(() => Promise.reject(new Error("killed")));
  await expect(office.work()).rejects.toThrow("killed");
  office.answer();
  expect(await office.work()).toBe(0);
  expect(await office.progress()).toEqual({ ...nobody, total: 1, waiting: 1 });
  await office.age(120);
  expect(await office.work()).toBe(1);
  expect(office.mails).toHaveLength(1);
  expect(await office.progress()).toEqual({ ...nobody, total: 1, sent: 1 });
});

it("tries a mail that is not taken again, later each time, gives up in the end, and takes the person once more when asked", async () => {
  await using office = await officeOf("a");
  await office.queue("a");
  office.answer(() => Promise.resolve("failed"));
  for (let attempt = 1; attempt < mailAttemptsMax; attempt++) {
    expect(await office.work()).toBe(1);
    expect(await office.work()).toBe(0);
    await office.age(60 * Math.min(240, 2 ** attempt) - 30);
    expect(await office.work()).toBe(0);
    await office.age(30);
  }
  await office.work();
  expect(await office.progress()).toEqual({ ...nobody, total: 1, failed: 1 });
  office.answer();
  expect(await office.queue("a")).toBe(1);
  await office.age(60);
  await office.work();
  expect(office.mails).toHaveLength(1);
});

it("pauses where the mails of the hour are used up, leaves a fifth of them to people, and goes on", async () => {
  await using office = await officeOf("a", "b", "c", "d", "e", "f");
  office.perHour = 5;
  await office.queue("a", "b", "c", "d", "e", "f");
  await office.work();
  expect(office.mails).toHaveLength(4);
  const { pausedUntil, ...counts } = (await office.progress()) ?? nobody;
  expect(counts).toMatchObject({ total: 6, sent: 4, waiting: 2 });
  const minutes = (Date.parse(pausedUntil ?? "") - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(55);
  expect(minutes).toBeLessThan(61);
  expect(await office.due()).toEqual([]);
  await office.age(3_600);
  expect(await office.due()).toEqual([office.fixture.ctx.principal.tenantId]);
  await office.work();
  expect(await office.progress()).toMatchObject({ sent: 6, waiting: 0 });
  // An attempt that only met the used up budget is no attempt.
  expect(await office.actions("user.invitation%")).toMatchObject([{ many: 6 }]);
});

it("lets an address alone that had a mail of this minute, and mails the others meanwhile", async () => {
  await using office = await officeOf("a", "b", "c");
  await office.fixture.inScope((tx) => countMail(tx, { to: emailOf("a"), by: "recipient", isSent: true }));
  await office.queue("a", "b", "c");
  expect(await office.work()).toBe(3);
  expect(office.mails.map(({ to }) => to).toSorted()).toEqual(["b", "c"].map(emailOf));
  expect(await office.progress()).toEqual({ ...nobody, total: 3, sent: 2, waiting: 1 });
  expect(await office.due()).toEqual([]);
  await office.age(60);
  await office.work();
  expect(office.mails.map(({ to }) => to).at(-1)).toBe(emailOf("a"));
  expect(await office.progress()).toEqual({ ...nobody, total: 3, sent: 3 });
});

it("mails nobody of a tenant that is suspended or held, nor of another one", async () => {
  await using office = await officeOf("a");
  const other = await office.fixture.aTenant("globex");
  await office.queue("a");
  expect(await queueInvitations(other, { runId: newId(), emails: [emailOf("a")] })).toBe(0);
  expect(await invitationProgressOf(other)).toBeNull();
  expect(await stopInvitationsByOperator(other)).toEqual({ stopped: 0 });
  expect(await sendNextInvitation(office.worker, { tenantId: other.principal.tenantId })).toEqual({ outcome: "idle" });
  await suspendTenant(office.fixture.ctx, {});
  expect([await office.due(), await office.work()]).toEqual([[], 0]);
  await office.fixture.ctx.db.update(tenants).set({ status: "active", pausedSince: sql`now()` });
  expect([await office.due(), await office.work()]).toEqual([[], 0]);
  await office.fixture.ctx.db.update(tenants).set({ pausedSince: null });
  expect(await office.work()).toBe(1);
});

it("goes on in the name of who owns the tenant at that moment", async () => {
  await using office = await officeOf("a", "recipient");
  await office.queue("a");
  await office.fixture.inScope(async (tx) => {
    await tx.update(users).set({ isOwner: false }).where(eq(users.id, office.fixture.ownerId));
    const recipient = { status: "active", acceptedAt: sql`now()`, isOwner: true, firstName: "Hanna" } as const;
    await tx.update(users).set(recipient).where(isPerson(tx, "recipient"));
  });
  await office.work();
  expect(office.mails[0]?.subject).toContain("Hanna");
});

it("stops: nobody who waits is mailed, once, on the record; a mail on its way counts as sent", async () => {
  await using office = await officeOf("a", "b", "c");
  await office.queue("a", "b", "c");
  office.answer(async () => {
    expect(await stopInvitationsByOperator(office.fixture.ctx)).toEqual({ stopped: 3 });
    return "sent";
  });
  await office.work();
  office.answer();
  expect(await stopInvitationsByOperator(office.fixture.ctx)).toEqual({ stopped: 0 });
  await office.age(120);
  expect(await office.work()).toBe(0);
  expect(await office.progress()).toEqual({ ...nobody, total: 3, sent: 1 });
  expect(await office.actions("tenant.inv%")).toEqual([
    { action: "tenant.invitations_stopped", kind: "operator", many: 1 },
  ]);
  await expect(office.queue("b")).rejects.toThrow("stopped in the meantime");
  expect(await findOpenRun(office.fixture.ctx)).toBeUndefined();
  expect(await queueInvitations(office.fixture.ctx, { runId: newId(), emails: [emailOf("b")] })).toBe(1);
});

it("is emptied with its links by the run's name, and by a restore", async () => {
  await using office = await officeOf("a", "b");
  await office.queue("a", "b");
  await sendNextInvitation(office.worker, { tenantId: office.fixture.ctx.principal.tenantId });
  expect(await voidInvitationBatch(office.fixture.ctx, newId())).toEqual({ voided: 0, stopped: 0 });
  expect(await voidInvitationBatch(office.fixture.ctx, office.runId)).toEqual({ voided: 1, stopped: 1 });
  expect(await office.work()).toBe(0);
  await queueInvitations(office.fixture.ctx, { runId: newId(), emails: [emailOf("a")] });
  await office.fixture.ctx.db.update(tenants).set({ home: "elsewhere" });
  expect(await office.due()).toEqual([]);
  await pauseRestored(office.fixture.ctx);
  expect(await office.fixture.inScope((tx) => tx.$count(queuedInvitations))).toBe(0);
  expect(await invitationProgressOf(office.fixture.ctx)).toBeNull();
});

const emailOf = (name: string) => `${name}@northwind.test`;
const isPerson = (tx: TenantTx, name: string) => and(eq(users.tenantId, tx.tenantId), eq(users.email, emailOf(name)));

/** A tenant with these people pending, and a worker with a mail server. */
async function officeOf(...names: string[]) {
  await using building = new AsyncDisposableStack();
  const fixture: OperatorFixture = building.use(await operatorFixture());
  const db: Database = openDatabase(fixture.applicationUrl, { applicationName: "portcullis-test-worker", max: 4 });
  building.defer(() => closeDatabase(db));
  await fixture.inScope(async (tx) => {
    for (const name of names) {
      const person = { email: emailOf(name), firstName: null, lastName: null, hasAccepted: false } as const;
      await createUser(tx, operator, { ...person, status: "pending" });
    }
  });
  const mails: Mail[] = [];
  const runId = newId();
  let reply: (() => Promise<MailOutcome>) | undefined;
  const office = {
    fixture,
    mails,
    runId,
    perHour: undefined as number | undefined,
    answer: (with_?: () => Promise<MailOutcome>) => {
      reply = with_;
    },
    get worker(): WorkerContext {
      const mailer = {
        isOn: true,
        perHour: office.perHour,
        send: async (mail: Mail) => {
          const outcome = (await reply?.()) ?? "sent";
          if (outcome === "sent") mails.push(mail);
          return outcome;
        },
        close: () => {},
      };
      return { db, principal: { kind: "worker" }, mail: { mailer, publicUrl } };
    },
    get asGuest() {
      const from = { address: "192.0.2.1", agent: null };
      const { mailer } = office.worker.mail ?? {};
      if (!mailer) throw new Error("The worker has a mail server.");
      return { db, from, mailer, publicUrl, factorKey: Buffer.alloc(32), log: () => {} };
    },
    queue: (...who: string[]) => queueInvitations(fixture.ctx, { runId, emails: who.map(emailOf) }),
    progress: () => invitationProgressOf(fixture.ctx, runId),
    due: () => dueInvitations(office.worker, { limit: 10 }),
    /** Works until nobody is due; answers the turns it took. */
    async work() {
      const { tenantId } = fixture.ctx.principal;
      for (let turns = 0; ; turns++) {
        const { outcome } = await sendNextInvitation(office.worker, { tenantId });
        if (outcome === "idle" || outcome === "paused") return turns;
      }
    },
    /** As if so many seconds had gone by. */
    age: (seconds: number) =>
      fixture.inScope(async (tx) => {
        const ago = sql`make_interval(secs => ${seconds}::int)`;
        await tx.update(queuedInvitations).set({ dueAt: sql`due_at - ${ago}` });
        await tx.update(invitationRuns).set({ pausedUntil: sql`paused_until - ${ago}` });
        await tx.execute(sql`update sign_in_throttle set window_started_at = window_started_at - ${ago}`);
      }),
    actions: (pattern: string) =>
      fixture.inScope((tx) =>
        tx
          .select({ action: auditEvents.action, kind: auditEvents.actorKind, many: count() })
          .from(auditEvents)
          .where(like(auditEvents.action, pattern))
          .groupBy(auditEvents.action, auditEvents.actorKind),
      ),
  };
  const stack = building.move();
  return Object.assign(office, { [Symbol.asyncDispose]: () => stack.disposeAsync() });
}
