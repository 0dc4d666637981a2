import { recordAudit } from "@portcullis/db/audit";
import { invitationRuns, queuedInvitations } from "@portcullis/db/schema/invitation-queue";
import { invitations } from "@portcullis/db/schema/invitations";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { type TenantId, tenantId as toTenantId } from "@portcullis/domain/ids";
import { type InvitationOutcome, mailAttemptsMax } from "@portcullis/domain/invitation-run";
import type { Permission } from "@portcullis/domain/permission";
import { and, eq, gt, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import type { WorkerContext } from "../kernel/context.ts";
import { countMailOrWait, type MailWait } from "../kernel/mail-budget.ts";
import { operator } from "../tenant/operator.ts";
import { permissionsOf } from "../user/internal.ts";
import {
  type FreshInvitation,
  handOverInvitation,
  type InvitingParty,
  invitationOfUser,
  isUninvited,
  mayStillInvite,
  readInviter,
  readInvitingParty,
  writeInvitation,
} from "./internal.ts";

/** Seconds for which a mail is its worker's: longer than a server may take, after which another worker sends it again. */
const leaseSeconds = 120;
/** Minutes until a mail that was not taken is tried again, doubled each time. */
const retryMinutes = 2;
const retryMinutesMax = 240;

interface Queued {
  readonly userId: string;
  readonly runId: string;
  readonly attempts: number;
}

interface Written extends FreshInvitation {
  readonly outcome: "written";
  readonly queued: Queued;
  readonly email: string;
  readonly party: InvitingParty;
}

class MailMustWait extends Error {
  readonly queued: Queued;
  readonly wait: MailWait;
  constructor(queued: Queued, wait: MailWait) {
    super(
      wait.for === "budget" ? "The hourly mail limit is reached." : "This address was mailed less than a minute ago.",
    );
    this.queued = queued;
    this.wait = wait;
  }
}

/**
 * Mails the next queued invitation of a tenant, after checking again that tenant, person, inviter and mail limit still
 * allow it. The link is committed before the mail and its delivery after it: only a worker that dies between them mails a
 * person twice, and then the newer link is valid.
 */
export async function sendNextInvitation(
  ctx: WorkerContext,
  input: { readonly tenantId: TenantId },
): Promise<{ outcome: InvitationOutcome }> {
  const { mail } = ctx;
  if (!mail) throw new Error("This worker was given no mail server.");
  const { tenantId } = input;
  let next: Written | { readonly outcome: "passed_over" | "idle" };
  try {
    next = await withTenant(ctx.db, tenantId, (tx) => writeNext(tx, mail.mailer.perHour));
  } catch (error) {
    if (!(error instanceof MailMustWait)) throw error;
    const { queued, wait } = error;
    if (wait.for === "budget") await pauseRuns(ctx, tenantId, wait.seconds);
    else await withTenant(ctx.db, tenantId, (tx) => postpone(tx, queued, wait.seconds));
    return { outcome: wait.for === "budget" ? "paused" : "postponed" };
  }
  if (next.outcome !== "written") return next;
  const { queued, party, ...invitation } = next;
  const { mail: outcome } = await handOverInvitation(mail, invitation, party);
  const isSent = outcome === "sent";
  await withTenant(ctx.db, tenantId, (tx) => (isSent ? markSent(tx, queued) : markFailed(tx, queued)));
  return { outcome: isSent ? "sent" : "failed" };
}

async function writeNext(
  tx: TenantTx,
  perHour: number | undefined,
): Promise<Written | { readonly outcome: "passed_over" | "idle" }> {
  const queued = await takeNext(tx);
  if (!queued) return { outcome: "idle" };
  const person = await lockUninvited(tx, queued.userId);
  const inviter = await readInviter(tx, queued.runId);
  if (!person || !(await mayStillInvite(tx, inviter.id, person.granted))) {
    await finish(tx, queued, "passedOver");
    return { outcome: "passed_over" };
  }
  const party = await readInvitingParty(tx, inviter.id);
  const fresh = await writeInvitation(tx, { userId: queued.userId, invitedBy: inviter.id, batchId: queued.runId });
  // A bulk operation has recorded it when it queued the person.
  if (inviter.isOperators) {
    await recordAudit(tx, {
      action: "user.invitation_resent",
      actor: operator,
      target: { kind: "user", id: queued.userId },
      subjectId: queued.userId,
    });
  }
  await tx
    .update(queuedInvitations)
    .set({ dueAt: inSeconds(leaseSeconds), attempts: queued.attempts + 1 })
    .where(isQueued(tx, queued));
  const wait = await countMailOrWait(tx, { to: person.email, by: "queue", isSent: true, perHour });
  if (wait) throw new MailMustWait(queued, wait);
  const { email } = person;
  return { outcome: "written", queued: { ...queued, attempts: queued.attempts + 1 }, email, party, ...fresh };
}

/** Locked, and nobody else's; undefined where nobody is due, or the tenant's people may not come in. */
async function takeNext(tx: TenantTx): Promise<Queued | undefined> {
  const [next] = await tx
    .select({
      userId: queuedInvitations.userId,
      runId: queuedInvitations.runId,
      attempts: queuedInvitations.attempts,
    })
    .from(queuedInvitations)
    .innerJoin(
      invitationRuns,
      and(eq(invitationRuns.tenantId, queuedInvitations.tenantId), eq(invitationRuns.id, queuedInvitations.runId)),
    )
    .innerJoin(tenants, eq(tenants.id, queuedInvitations.tenantId))
    .where(
      and(
        eq(queuedInvitations.tenantId, tx.tenantId),
        lte(queuedInvitations.dueAt, sql`now()`),
        or(isNull(invitationRuns.pausedUntil), lte(invitationRuns.pausedUntil, sql`now()`)),
        eq(tenants.status, "active"),
        sql`not is_paused(${tenants.pausedSince}, ${tenants.home}, database_home())`,
      ),
    )
    .orderBy(queuedInvitations.dueAt, queuedInvitations.userId)
    .limit(1)
    .for("update", { of: queuedInvitations, skipLocked: true });
  return next;
}

/** Locked first, read after it. */
async function lockUninvited(
  tx: TenantTx,
  userId: string,
): Promise<{ readonly email: string; readonly granted: Permission[] } | undefined> {
  const isThePerson = and(eq(users.tenantId, tx.tenantId), eq(users.id, userId));
  await tx.select({ id: users.id }).from(users).where(isThePerson).for("no key update");
  const [person] = await tx
    .select({ email: users.email, granted: permissionsOf(users.tenantId, users.id) })
    .from(users)
    .leftJoin(invitations, invitationOfUser)
    .where(and(isThePerson, isUninvited));
  return person;
}

async function markSent(tx: TenantTx, queued: Queued): Promise<void> {
  await finish(tx, queued, "sent");
  await tx
    .update(invitations)
    .set({ handedOverAt: sql`now()` })
    .where(
      and(
        eq(invitations.tenantId, tx.tenantId),
        eq(invitations.userId, queued.userId),
        eq(invitations.batchId, queued.runId),
      ),
    );
}

/** Tried again later, until the attempts are used up. */
async function markFailed(tx: TenantTx, queued: Queued): Promise<void> {
  if (queued.attempts >= mailAttemptsMax) return finish(tx, queued, "failed");
  const minutes = Math.min(retryMinutesMax, retryMinutes * 2 ** (queued.attempts - 1));
  await postpone(tx, queued, minutes * 60);
}

async function postpone(tx: TenantTx, queued: Queued, seconds: number): Promise<void> {
  await tx
    .update(queuedInvitations)
    .set({ dueAt: inSeconds(seconds) })
    .where(isQueued(tx, queued));
}

/** Takes the person out of the queue, and counts what became of them; of a run that was stopped meanwhile, what was sent. */
async function finish(tx: TenantTx, queued: Queued, as: "sent" | "passedOver" | "failed"): Promise<void> {
  const gone = await tx
    .delete(queuedInvitations)
    .where(isQueued(tx, queued))
    .returning({ id: queuedInvitations.userId });
  await tx
    .update(invitationRuns)
    .set({
      [as]: sql`${invitationRuns[as]} + 1`,
      waiting: sql`${invitationRuns.waiting} - ${gone.length}`,
      movedAt: sql`now()`,
    })
    .where(
      and(
        eq(invitationRuns.tenantId, tx.tenantId),
        eq(invitationRuns.id, queued.runId),
        gone.length > 0 ? undefined : isNotNull(invitationRuns.stoppedAt),
      ),
    );
}

async function pauseRuns(ctx: WorkerContext, tenantId: TenantId, seconds: number): Promise<void> {
  await withTenant(ctx.db, tenantId, (tx) =>
    tx
      .update(invitationRuns)
      .set({ pausedUntil: inSeconds(seconds) })
      .where(and(eq(invitationRuns.tenantId, tx.tenantId), gt(invitationRuns.waiting, 0))),
  );
}

const isQueued = (tx: TenantTx, { userId, runId }: Queued) =>
  and(
    eq(queuedInvitations.tenantId, tx.tenantId),
    eq(queuedInvitations.userId, userId),
    eq(queuedInvitations.runId, runId),
  );

const inSeconds = (seconds: number) => sql`now() + make_interval(secs => ${seconds}::int)`;

/** Tenants in which an invitation may be mailed now, longest waiting first, at most `limit`. */
export async function dueInvitations(ctx: WorkerContext, input: { readonly limit: number }): Promise<TenantId[]> {
  const rows = await ctx.db.execute<{ tenant_id: string }>(sql`select tenant_id from due_invitations(${input.limit})`);
  return rows.map((row) => toTenantId(row.tenant_id));
}
