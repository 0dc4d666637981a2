import { cascades } from "@portcullis/db/schema/cascades";
import type { CascadeProgress } from "@portcullis/domain/cascade";
import { sql } from "drizzle-orm";

const owedConfirmations = sql`from gateway_confirmations gc
  where gc.tenant_id = cascades.tenant_id and gc.change_id = cascades.id`;

/** The columns that tell how far a cascade is. */
export const progressColumns = {
  id: cascades.id,
  userId: cascades.userId,
  kind: cascades.kind,
  status: cascades.status,
  devicesDone: cascades.devicesDone,
  devicesTotal: cascades.devicesTotal,
  sessionsEnded: cascades.sessionsEnded,
  gatewaysConfirmed: sql<number>`(select count(confirmed_at)::int ${owedConfirmations})`,
  gatewaysTotal: sql<number>`(select count(*)::int ${owedConfirmations})`,
  requestedAt: cascades.requestedAt,
  finishedAt: cascades.finishedAt,
  attempts: cascades.attempts,
  failureReason: cascades.failureReason,
};

/** Adds the time from the request to the finish. */
export function toProgress<Row extends Omit<CascadeProgress, "elapsedMs">>(
  row: Row,
): Row & { elapsedMs: number | null } {
  return { ...row, elapsedMs: row.finishedAt ? row.finishedAt.getTime() - row.requestedAt.getTime() : null };
}
