import { cascades } from "@portcullis/db/schema/cascades";
import type { CascadeProgress } from "@portcullis/domain/cascade";
import { changeDuration, changeStateOf } from "@portcullis/domain/change-state";
import { sql } from "drizzle-orm";
import {
  acknowledgementsOf,
  isCurrentCascade,
  type StoredAcknowledgements,
  toAcknowledgements,
} from "./acknowledgements.ts";

const asked = sql`from gateway_confirmations gc
  where gc.tenant_id = cascades.tenant_id and gc.change_id = cascades.id`;

/** The columns that tell how far a cascade is. */
export const progressColumns = {
  id: cascades.id,
  userId: cascades.userId,
  kind: cascades.kind,
  status: cascades.status,
  isCurrent: isCurrentCascade,
  devicesDone: cascades.devicesDone,
  devicesTotal: cascades.devicesTotal,
  sessionsEnded: cascades.sessionsEnded,
  gatewaysConfirmed: sql<number>`(select count(confirmed_at)::int ${asked})`,
  gatewaysTotal: sql<number>`(select count(*)::int ${asked})`,
  gateways: acknowledgementsOf(sql`${cascades}.tenant_id`, sql`${cascades}.id`),
  requestedAt: cascades.requestedAt,
  finishedAt: cascades.finishedAt,
  attempts: cascades.attempts,
  failureReason: cascades.failureReason,
};

/** What is stored of how far a cascade is. */
export type StoredProgress = Omit<CascadeProgress, "elapsedMs" | "state" | "gateways"> & {
  readonly isCurrent: boolean;
  readonly gateways: StoredAcknowledgements;
};

type Shown<Row> = Omit<Row, "isCurrent" | "gateways"> & Pick<CascadeProgress, "elapsedMs" | "state" | "gateways">;

/** Adds how far the change is at this instant, and how long it took once it is done. */
export function toProgress<Row extends StoredProgress>(row: Row): Shown<Row> {
  const { isCurrent, gateways: stored, ...rest } = row;
  const gateways = toAcknowledgements(stored, new Date());
  const state = changeStateOf({ status: row.status, isCurrent, gateways: gateways.map((each) => each.state) });
  const confirmedAt = gateways.flatMap((each) => each.confirmedAt ?? []);
  return { ...rest, state, gateways, elapsedMs: changeDuration(state, { ...row, confirmedAt }) };
}
