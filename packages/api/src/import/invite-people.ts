import { newLinkToken } from "@portcullis/auth/link-token";
import { hashToken } from "@portcullis/auth/session-token";
import { recordAudits } from "@portcullis/db/audit";
import { invitations } from "@portcullis/db/schema/invitations";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { invitationDays } from "@portcullis/domain/invitation";
import type { StoppedInvitations } from "@portcullis/domain/invitation-run";
import { and, eq, sql } from "drizzle-orm";
import { invitationOfUser, isUninvited, readOwnerId } from "../invitation/internal.ts";
import { stopRuns } from "../invitation/stop-invitations.ts";
import type { PublicContext } from "../kernel/context.ts";
import { type OperatorContext, operator } from "../tenant/operator.ts";
import { inBatches } from "./run-batch.ts";

interface Invited {
  readonly id: string;
  readonly email: string;
}

/**
 * Makes a link for each of these people who is pending and has none yet, and has `write` keep them before they hold: a link
 * asks for the address that it was made for. Nothing is mailed.
 */
export async function writeInvitationLinks(
  ctx: OperatorContext & Pick<PublicContext, "publicUrl">,
  of: {
    readonly emails: readonly string[];
    readonly batchId: string;
    readonly write: (links: readonly { readonly email: string; readonly link: string }[]) => Promise<void>;
  },
): Promise<{ readonly done: number; readonly total: number }> {
  const { people, ownerId } = await withTenant(ctx.db, ctx.principal.tenantId, async (tx) => ({
    people: await findUninvited(tx, of.emails),
    ownerId: await readOwnerId(tx),
  }));
  let done = 0;
  for await (const batch of inBatches(people)) {
    done += await withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const pending = await lockPending(
        tx,
        batch.map(({ id }) => id),
      );
      const made = batch
        .filter(({ id }) => pending.has(id))
        .map(({ id, email }) => ({ id, email, token: newLinkToken(tx.tenantId) }));
      if (made.length === 0) return 0;
      const fresh = {
        tenantId: tx.tenantId,
        invitedBy: ownerId,
        batchId: of.batchId,
        asksEmail: true,
        createdAt: sql`now()`,
        handedOverAt: sql`now()`,
        expiresAt: sql`now() + make_interval(days => ${invitationDays}::int)`,
      };
      await tx
        .insert(invitations)
        .values(made.map(({ id, token }) => Object.assign({ userId: id, tokenHash: hashToken(token.token) }, fresh)))
        .onConflictDoUpdate({
          target: [invitations.tenantId, invitations.userId],
          set: { ...fresh, tokenHash: sql`excluded.token_hash` },
        });
      await recordAudits(
        tx,
        made.map(({ id }) => auditOf(id)),
      );
      await of.write(
        made.map(({ email, token }) => ({ email, link: new URL(`/invitation#${token.text}`, ctx.publicUrl).href })),
      );
      return made.length;
    });
  }
  return { done, total: people.length };
}

/** Voids every link of one run that is open still, and has it make no more; answers how many of each. */
export async function voidInvitationBatch(
  ctx: OperatorContext,
  batchId: string,
): Promise<StoppedInvitations & { readonly voided: number }> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const { stopped } = await stopRuns(tx, operator, batchId);
    const gone = await tx
      .delete(invitations)
      .where(and(eq(invitations.tenantId, tx.tenantId), eq(invitations.batchId, batchId)))
      .returning({ id: invitations.userId });
    await recordAudits(
      tx,
      gone.map(({ id }) => ({
        action: "user.invitation_revoked",
        actor: operator,
        target: { kind: "user", id },
        subjectId: id,
      })),
    );
    return { stopped, voided: gone.length };
  });
}

const auditOf = (id: string) =>
  ({
    action: "user.invitation_resent",
    actor: operator,
    target: { kind: "user", id },
    subjectId: id,
  }) as const;

async function findUninvited(tx: TenantTx, emails: readonly string[]): Promise<Invited[]> {
  return tx
    .select({ id: users.id, email: users.email })
    .from(users)
    .leftJoin(invitations, invitationOfUser)
    .where(
      and(eq(users.tenantId, tx.tenantId), sql`${users.email} = any(${sql.param([...emails])}::text[])`, isUninvited),
    )
    .orderBy(users.id);
}

/** Who of these is pending, locked in the order of their ids and read after it. */
async function lockPending(tx: TenantTx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const areThese = and(eq(users.tenantId, tx.tenantId), sql`${users.id} = any(${sql.param([...ids])}::uuid[])`);
  await tx.select({ id: users.id }).from(users).where(areThese).orderBy(users.id).for("no key update");
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(areThese, eq(users.status, "pending")));
  return new Set(rows.map(({ id }) => id));
}
