import { bulkOperations } from "@portcullis/db/schema/bulk";
import { invitationRuns, queuedInvitations } from "@portcullis/db/schema/invitation-queue";
import { invitations } from "@portcullis/db/schema/invitations";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import { queuedInvitationsMax } from "@portcullis/domain/invitation-run";
import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import type { OperatorContext } from "../tenant/operator.ts";
import { invitationOfUser, isUninvited, operationOfRun } from "./internal.ts";

/** The operator's run of the tenant that is under way, which one that is begun anew goes on with. */
export async function findOpenRun(ctx: OperatorContext): Promise<string | undefined> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const [open] = await tx
      .select({ id: invitationRuns.id })
      .from(invitationRuns)
      .leftJoin(bulkOperations, operationOfRun)
      .where(and(eq(invitationRuns.tenantId, tx.tenantId), gt(invitationRuns.waiting, 0), isNull(bulkOperations.id)))
      .orderBy(desc(invitationRuns.id))
      .limit(1);
    return open?.id;
  });
}

/**
 * Queues an invitation for each of these people who is pending and has neither an invitation nor a queued one. Returns how
 * many were added; a repeat adds nobody.
 * @throws {DomainError} as `addToQueue`
 */
export async function queueInvitations(
  ctx: OperatorContext,
  { runId, emails }: { readonly runId: string; readonly emails: readonly string[] },
): Promise<number> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const found = await tx
      .select({ id: users.id })
      .from(users)
      .leftJoin(invitations, invitationOfUser)
      .where(
        and(
          eq(users.tenantId, tx.tenantId),
          sql`${users.email} = any(${sql.param([...emails])}::text[])`,
          isUninvited,
          sql`not exists (select from queued_invitations q where q.tenant_id = ${users.tenantId} and q.user_id = ${users.id})`,
        ),
      );
    return addToQueue(tx, { runId, userIds: found.map(({ id }) => id) });
  });
}

/**
 * Queues an invitation of a run for each of these people who has none queued, and answers how many were added. The caller has
 * checked who they are.
 * @throws {DomainError} CONFLICT `invitation_not_open` where the run was stopped meanwhile, or more than
 * `queuedInvitationsMax` would wait
 */
export async function addToQueue(
  tx: TenantTx,
  { runId, userIds }: { readonly runId: string; readonly userIds: readonly string[] },
): Promise<number> {
  if (userIds.length === 0) return 0;
  await tx.insert(invitationRuns).values({ tenantId: tx.tenantId, id: runId }).onConflictDoNothing();
  const added = await tx
    .insert(queuedInvitations)
    .select(
      sql`select ${tx.tenantId}::uuid, id, ${runId}::uuid, now(), 0
        from unnest(${sql.param([...userIds])}::uuid[]) id order by id`,
    )
    .onConflictDoNothing()
    .returning({ id: queuedInvitations.userId });
  const counted = await tx
    .update(invitationRuns)
    .set({
      total: sql`${invitationRuns.total} + ${added.length}`,
      waiting: sql`${invitationRuns.waiting} + ${added.length}`,
      movedAt: sql`now()`,
    })
    .where(
      and(eq(invitationRuns.tenantId, tx.tenantId), eq(invitationRuns.id, runId), isNull(invitationRuns.stoppedAt)),
    )
    .returning({ id: invitationRuns.id });
  if (counted.length === 0) throw conflict("invitation_not_open", "These invitations were stopped in the meantime.");
  const [waiting] = await tx
    .select({ count: sql<number>`coalesce(sum(${invitationRuns.waiting}), 0)::int` })
    .from(invitationRuns)
    .where(and(eq(invitationRuns.tenantId, tx.tenantId), gt(invitationRuns.waiting, 0)));
  if ((waiting?.count ?? 0) <= queuedInvitationsMax) return added.length;
  throw conflict(
    "invitation_not_open",
    `At most ${queuedInvitationsMax.toLocaleString("en")} invitations can be queued per tenant. Try again when some have been sent.`,
  );
}

/** Locks what these people have in the queue, which the worker locks before a person too. */
export const lockQueued = (tx: TenantTx, userIds: readonly string[]): Promise<unknown> =>
  tx.execute(
    sql`select from ${queuedInvitations} where ${isQueuedOf(tx, userIds)} order by ${queuedInvitations.userId} for update`,
  );

/** Takes these people out of the queue, and counts them as passed over; the caller has locked what they have in it. */
export async function leaveQueue(tx: TenantTx, userIds: readonly string[]): Promise<void> {
  await tx.execute(sql`
    with gone as (delete from ${queuedInvitations} where ${isQueuedOf(tx, userIds)} returning ${queuedInvitations.runId} as run_id)
    update ${invitationRuns} r set waiting = r.waiting - c.people, passed_over = r.passed_over + c.people, moved_at = now()
    from (select run_id, count(*)::int as people from gone group by run_id) c
    where r.tenant_id = ${tx.tenantId} and r.id = c.run_id`);
}

const isQueuedOf = (tx: TenantTx, userIds: readonly string[]) =>
  and(
    eq(queuedInvitations.tenantId, tx.tenantId),
    sql`${queuedInvitations.userId} = any(${sql.param([...userIds])}::uuid[])`,
  );
