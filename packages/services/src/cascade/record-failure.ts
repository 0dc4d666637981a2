import { recordAudit } from "@portcullis/db/audit";
import type { Database } from "@portcullis/db/client";
import { notify } from "@portcullis/db/notify";
import { cascades } from "@portcullis/db/schema/cascades";
import { withTenant } from "@portcullis/db/tenant";
import { isDatabaseUnavailable } from "@portcullis/db/unavailable";
import type { AdvanceOutcome } from "@portcullis/domain/cascade";
import type { TenantId } from "@portcullis/domain/ids";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";

/** Tries before a cascade is parked: with the delays below, about a minute of trouble. */
const attemptsMax = 8;
const firstDelayMs = 200;
const delayMaxMs = 30_000;

/** SQLSTATEs of a wait that was cut short (lock, statement, deadlock, serialization). */
const contention = new Set(["55P03", "57014", "40P01", "40001"]);

/**
 * Puts a failed batch off, doubling the wait, and parks the cascade after some attempts with the reason an administrator
 * is shown. A lost connection or a wait that was cut short is nobody's fault: it is put off too, and not counted.
 * The row is found by its state, so a failure that arrives late changes nothing.
 * @throws what the database throws, where it cannot be reached
 */
export async function recordFailure(
  db: Database,
  at: { readonly tenantId: TenantId; readonly cascadeId: string },
  failure: unknown,
): Promise<AdvanceOutcome> {
  const cause = postgresError(failure);
  const isCounted = !(isDatabaseUnavailable(failure) || (cause && contention.has(cause.code)));
  return withTenant(db, at.tenantId, async (tx) => {
    const thisCascade = and(
      eq(cascades.tenantId, at.tenantId),
      eq(cascades.id, at.cascadeId),
      eq(cascades.status, "running"),
    );
    const [cascade] = await tx
      .select({ attempts: cascades.attempts, userId: cascades.userId })
      .from(cascades)
      .where(thisCascade)
      .for("no key update");
    if (!cascade) return "idle";
    const attempts = cascade.attempts + (isCounted ? 1 : 0);
    const isParked = attempts >= attemptsMax;
    await tx
      .update(cascades)
      .set({
        attempts,
        status: isParked ? "failed" : "running",
        nextAttemptAt: sql`statement_timestamp() + ${isCounted ? doubled(attempts) : asLongAgain()}`,
        ...(isCounted && { failureReason: cause ? `${cause.message} (${cause.code})` : "Internal error." }),
      })
      .where(thisCascade);
    if (isParked) {
      await recordAudit(tx, {
        action: "cascade.failed",
        actor: { kind: "worker", id: null },
        target: { kind: "cascade", id: at.cascadeId },
        subjectId: cascade.userId,
        cascadeId: at.cascadeId,
      });
    }
    await notify(tx, { userId: cascade.userId, cascadeId: at.cascadeId });
    return isParked ? "parked" : "postponed";
  });
}

function doubled(attempts: number): SQL {
  return sql`${Math.min(firstDelayMs * 2 ** attempts, delayMaxMs)} * interval '1 ms'`;
}

/** As long as it has been due: so it holds the user's row, on which people may wait, half of the time at most. */
function asLongAgain(): SQL {
  return sql`least(greatest(statement_timestamp() - ${cascades.nextAttemptAt}, ${firstDelayMs} * interval '1 ms'),
    ${delayMaxMs} * interval '1 ms')`;
}

const reasonMax = 300;
const postgresFailure = z.object({
  code: z.string().length(5),
  message: z.string().transform((message) => message.slice(0, reasonMax)),
});

/** PostgreSQL's own words under the query builder's wrapper, whose message repeats statement and parameters. */
function postgresError(failure: unknown): { code: string; message: string } | undefined {
  const inner = failure instanceof Error && failure.cause !== undefined ? failure.cause : failure;
  return postgresFailure.safeParse(inner).data;
}
