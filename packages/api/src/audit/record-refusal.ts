import type { UserPrincipal } from "@portcullis/auth/principal";
import { type AuditEntry, recordAudits } from "@portcullis/db/audit";
import type { Database } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { auditRefusals } from "@portcullis/db/schema/audit";
import { withTenant } from "@portcullis/db/tenant";
import type { RecordedRefusal } from "@portcullis/domain/errors";
import { sql } from "drizzle-orm";

/** A change that somebody asked for and may not make. */
export interface Refusal {
  readonly procedure: string;
  readonly reason: RecordedRefusal;
  /** What it was about, where the rules looked at it. */
  readonly target: AuditEntry["target"];
  readonly subjectId: string | undefined;
}

interface Context {
  readonly db: Database;
  readonly principal: UserPrincipal;
  readonly log: (error: unknown) => void;
}

interface Fold {
  count: number;
  readonly procedures: Set<string>;
}

/** By person and reason: what came while a write of it is under way. An entry lives as long as that write. */
const waiting = new Map<string, Fold>();

/**
 * Records a refusal in its own transaction, after the refused change was rolled back, as one event per person, reason and
 * minute with a count; never rejects. Refusals of one person are written in turn, so that many at once take one database
 * connection.
 */
export async function recordRefusal(ctx: Context, refusal: Refusal): Promise<void> {
  const { tenantId, userId } = ctx.principal;
  const key = `${tenantId} ${userId} ${refusal.reason}`;
  const open = waiting.get(key);
  if (open) {
    open.count++;
    open.procedures.add(refusal.procedure);
    return;
  }
  waiting.set(key, { count: 0, procedures: new Set() });
  await write(ctx, refusal, { count: 1, procedures: new Set([refusal.procedure]) });
  void writeWaiting(ctx, refusal, key);
}

async function writeWaiting(ctx: Context, refusal: Refusal, key: string): Promise<void> {
  for (let fold = waiting.get(key); fold && fold.count > 0; fold = waiting.get(key)) {
    waiting.set(key, { count: 0, procedures: new Set() });
    await write(ctx, refusal, fold);
  }
  waiting.delete(key);
}

async function write(ctx: Context, refusal: Refusal, fold: Fold): Promise<void> {
  const { principal } = ctx;
  const { procedure, reason, target, subjectId } = refusal;
  try {
    await withTenant(ctx.db, principal.tenantId, async (tx) => {
      const id = newId();
      const [row] = await tx
        .insert(auditRefusals)
        .values({
          tenantId: tx.tenantId,
          actorId: principal.userId,
          reason,
          minute: sql`date_trunc('minute', now())`,
          eventId: id,
          count: fold.count,
          procedures: [...fold.procedures],
        })
        .onConflictDoUpdate({
          target: [auditRefusals.tenantId, auditRefusals.actorId, auditRefusals.reason, auditRefusals.minute],
          set: {
            count: sql`${auditRefusals.count} + excluded.count`,
            procedures: sql`array(select distinct unnest(${auditRefusals.procedures} || excluded.procedures) order by 1)`,
          },
        })
        .returning({ eventId: auditRefusals.eventId });
      if (row?.eventId !== id) return;
      await recordAudits(tx, [
        {
          id,
          action: "user.change_refused",
          actor: { kind: "user", id: principal.userId, from: principal.from },
          target,
          ...(subjectId !== undefined && { subjectId }),
          details: { reason, after: { procedure } },
        },
      ]);
    });
  } catch (error) {
    ctx.log(error);
  }
}
