import { randomUUID } from "node:crypto";
import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { cascades } from "@portcullis/db/schema/cascades";
import { withTenant } from "@portcullis/db/tenant";
import { isDatabaseBusy, isDatabaseUnavailable, sqlStateOf } from "@portcullis/db/unavailable";
import { type AdvanceOutcome, cascadeFailure } from "@portcullis/domain/cascade";
import type { TenantId } from "@portcullis/domain/ids";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { WorkerContext } from "../kernel/context.ts";

/** Tries before a cascade is parked: with the delays below, about a minute of trouble. */
const attemptsMax = 8;
const firstDelayMs = 200;
const delayMaxMs = 30_000;

/**
 * Postpones a failed batch with doubling waits and parks the cascade after several attempts; the database's message is
 * logged under the reference that the administrator sees in the failure reason. Lost connections and interrupted lock waits
 * do not count as attempts, and a cascade that is no longer running stays unchanged.
 * @throws what the database throws, where it cannot be reached
 */
export async function recordFailure(
  { db, logFailure }: Pick<WorkerContext, "db" | "logFailure">,
  at: { readonly tenantId: TenantId; readonly cascadeId: string },
  failure: unknown,
): Promise<AdvanceOutcome> {
  const isCounted = !(isDatabaseUnavailable(failure) || isDatabaseBusy(failure));
  const reference = randomUUID();
  if (isCounted) logFailure?.(failure, { cascadeId: at.cascadeId, reference });
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
        ...(isCounted && { failureReason: cascadeFailure(sqlStateOf(failure), reference) }),
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
