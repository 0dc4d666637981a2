import { cascades } from "@portcullis/db/schema/cascades";
import type { TenantTx } from "@portcullis/db/tenant";
import type { ChangeState } from "@portcullis/domain/change-state";
import { type SQL, sql } from "drizzle-orm";
import { isCurrentCascade } from "../internal/acknowledgements.ts";

/** The cascades of a state, as `changeStateOf` says it; a test holds the two to each other. */
export function isInState(tx: TenantTx, state: ChangeState): SQL {
  const changes = (where: SQL) => sql`cascades.id in (select gc.change_id from gateway_confirmations gc
    where gc.tenant_id = ${tx.tenantId} and gc.confirmed_at is null and ${where})`;
  const isOpen = changes(sql`true`);
  const isUnsettled = changes(sql`gc.settled_at is null`);
  const isSettled = changes(sql`gc.settled_at is not null`);
  const isScanned = sql`${cascades.status} = 'done'`;
  switch (state) {
    case "done":
      return sql`(${isScanned} and not ${isOpen})`;
    case "unconfirmed":
      return sql`(${isScanned} and ${isUnsettled} and ${isCurrentCascade})`;
    case "settled":
      return sql`(${isScanned} and ${isSettled} and not ${isUnsettled} and ${isCurrentCascade})`;
    case "superseded":
      return sql`(${cascades.status} = 'superseded' or (${isScanned} and ${isOpen} and not ${isCurrentCascade}))`;
    default:
      return sql`${cascades.status} = ${state}`;
  }
}
