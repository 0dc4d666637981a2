import { newLinkToken } from "@portcullis/auth/link-token";
import { hashToken } from "@portcullis/auth/session-token";
import { recordAudit, recordAudits } from "@portcullis/db/audit";
import { invitations } from "@portcullis/db/schema/invitations";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { invitationDays } from "@portcullis/domain/invitation";
import { and, eq, sql } from "drizzle-orm";
import type { PublicContext } from "../context.ts";
import { handOverInvitation, type InvitingParty } from "../internal/hand-over-invitation.ts";
import { countMail } from "../internal/mail-budget.ts";
import { readInvitingParty } from "../internal/read-inviting-party.ts";
import { type FreshInvitation, writeInvitation } from "../internal/write-invitation.ts";
import { type OperatorContext, operator } from "../tenant/operator-context.ts";
import { batchSize, inBatches } from "./run-batch.ts";

export interface InvitingContext extends OperatorContext, Pick<PublicContext, "mailer" | "publicUrl"> {}

export interface InvitationProgress {
  readonly done: number;
  readonly failed: number;
  readonly total: number;
  /** Seconds until the next mail, where those of the hour are used up. */
  readonly waits?: number;
}

interface Invited {
  readonly id: string;
  readonly email: string;
}

/** Mails that are refused one after the other before a run ends: then it is the server, not the people. */
const failuresMax = 5;

class BudgetUsedUp extends Error {
  readonly seconds: number;
  constructor(seconds: number) {
    super("The mails of this hour are used up.");
    this.seconds = seconds;
  }
}

/**
 * Mails an invitation to each of these people who is pending and has no link yet, within the budget of mails. Who got one is
 * in the database: a run that was interrupted goes on where it ended when it is made again.
 * @param pause waits so many seconds
 */
export async function* mailInvitations(
  ctx: InvitingContext,
  of: {
    readonly emails: readonly string[];
    readonly batchId: string;
    readonly pause: (seconds: number) => Promise<void>;
  },
): AsyncGenerator<InvitationProgress> {
  const people = await findUninvited(ctx, of.emails);
  const { ownerId, party } = await readInviter(ctx);
  const total = people.length;
  let [done, failed, inARow] = [0, 0, 0];
  for (const person of people) {
    let written: FreshInvitation | undefined;
    for (let isCounted = false; !isCounted; ) {
      try {
        written = await writeOne(ctx, person, { ownerId, batchId: of.batchId });
        isCounted = true;
      } catch (error) {
        if (!(error instanceof BudgetUsedUp)) throw error;
        yield { done, failed, total, waits: error.seconds };
        await of.pause(error.seconds);
      }
    }
    if (!written) continue;
    const { mail } = await handOverInvitation(ctx, { ...written, email: person.email }, party);
    if (mail === "sent") {
      await markHandedOver(ctx, person.id, of.batchId);
      done++;
      inARow = 0;
    } else {
      failed++;
      if (++inARow >= failuresMax) {
        yield { done, failed, total };
        throw new Error("The mail server took none of the last mails. See that it works, and run the same again.");
      }
    }
    yield { done, failed, total };
  }
}

/** One person's, where they are pending still; undefined where they are not. */
function writeOne(ctx: InvitingContext, { id, email }: Invited, by: { ownerId: string; batchId: string }) {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    if (!(await lockPending(tx, [id])).has(id)) return undefined;
    const fresh = await writeInvitation(tx, { userId: id, invitedBy: by.ownerId, batchId: by.batchId });
    await recordAudit(tx, auditOf(id));
    const wait = await countMail(tx, { to: email, by: "operator", isSent: true });
    if (wait > 0) throw new BudgetUsedUp(wait);
    return fresh;
  });
}

/**
 * Makes a link for each of these people who is pending and has none yet, and has `write` keep them before they hold: a link
 * asks for the address that it was made for. Nothing is mailed.
 */
export async function* writeInvitationLinks(
  ctx: Pick<InvitingContext, "db" | "principal" | "publicUrl">,
  of: {
    readonly emails: readonly string[];
    readonly batchId: string;
    readonly write: (links: readonly { readonly email: string; readonly link: string }[]) => Promise<void>;
  },
): AsyncGenerator<InvitationProgress> {
  const people = await findUninvited(ctx, of.emails);
  const { ownerId } = await readInviter(ctx);
  let done = 0;
  for await (const batch of inBatches(people)) {
    done += await withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const pending = await lockPending(
        tx,
        batch.map(({ id }) => id),
      );
      const made = batch
        .filter(({ id }) => pending.has(id))
        .map((person) => ({ ...person, token: newLinkToken(tx.tenantId) }));
      if (made.length === 0) return 0;
      const fresh = {
        invitedBy: ownerId,
        batchId: of.batchId,
        asksEmail: true,
        createdAt: sql`now()`,
        handedOverAt: sql`now()`,
        expiresAt: sql`now() + make_interval(days => ${invitationDays}::int)`,
      };
      await tx
        .insert(invitations)
        .values(
          made.map(({ id, token }) => ({
            tenantId: tx.tenantId,
            userId: id,
            tokenHash: hashToken(token.token),
            ...fresh,
          })),
        )
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
    yield { done, failed: 0, total: people.length };
  }
}

/** Voids every link of one run that is open still; answers how many. */
export async function voidInvitationBatch(ctx: OperatorContext, batchId: string): Promise<number> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
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
    return gone.length;
  });
}

const auditOf = (id: string) =>
  ({
    action: "user.invitation_resent",
    actor: operator,
    target: { kind: "user", id },
    subjectId: id,
  }) as const;

/** E-mails in one question to the database. */
const askedAtOnce = batchSize * 10;

/** Of these people the pending ones without an open invitation; one whose mail was never taken counts as none. */
async function findUninvited(ctx: OperatorContext, emails: readonly string[]): Promise<Invited[]> {
  const found: Invited[] = [];
  for (let at = 0; at < emails.length; at += askedAtOnce) {
    const some = emails.slice(at, at + askedAtOnce);
    const rows = await withTenant(ctx.db, ctx.principal.tenantId, (tx) =>
      tx
        .select({ id: users.id, email: users.email })
        .from(users)
        .leftJoin(invitations, and(eq(invitations.tenantId, users.tenantId), eq(invitations.userId, users.id)))
        .where(
          and(
            eq(users.tenantId, tx.tenantId),
            eq(users.status, "pending"),
            sql`${users.email} = any(${sql.param(some)}::text[])`,
            sql`(${invitations.userId} is null or ${invitations.expiresAt} <= now()
              or (${invitations.batchId} is not null and ${invitations.handedOverAt} is null))`,
          ),
        )
        .orderBy(users.id),
    );
    found.push(...rows);
  }
  return found;
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

/** Whoever invites must be able to invite when the link is used: the owner always is. */
async function readInviter(ctx: OperatorContext): Promise<{ ownerId: string; party: InvitingParty }> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const [owner] = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.tenantId, tx.tenantId), eq(users.isOwner, true)));
    if (!owner) throw new Error("The tenant has no owner who could invite.");
    return { ownerId: owner.id, party: await readInvitingParty(tx, owner.id) };
  });
}

async function markHandedOver(ctx: OperatorContext, userId: string, batchId: string): Promise<void> {
  await withTenant(ctx.db, ctx.principal.tenantId, (tx) =>
    tx
      .update(invitations)
      .set({ handedOverAt: new Date() })
      .where(
        and(eq(invitations.tenantId, tx.tenantId), eq(invitations.userId, userId), eq(invitations.batchId, batchId)),
      ),
  );
}
