import { type GatewayWords, gatewaysInReceipt } from "@portcullis/domain/cascade";
import { type SQL, sql } from "drizzle-orm";

export type StoredWords = { id: string; name: string | null; confirmedAt: string | null }[];

/** Which gateways confirmed a change, as one JSON value. @param changeId of the outer query, with its table's name */
export function wordsOnChange(tenantId: SQL, changeId: SQL): SQL<StoredWords> {
  return sql`coalesce((
    select json_agg(json_build_object('id', gateway_id, 'name', name, 'confirmedAt', confirmed_at) order by name, gateway_id)
    from (
      select gc.gateway_id, w.name, gc.confirmed_at from gateway_confirmations gc
      left join gateways w on w.tenant_id = gc.tenant_id and w.id = gc.gateway_id
      where gc.tenant_id = ${tenantId} and gc.change_id = ${changeId} limit ${gatewaysInReceipt}
    ) owed), '[]')`;
}

/** JSON knows no dates. */
export function toGatewayWords(stored: StoredWords): GatewayWords {
  return stored.map(({ confirmedAt, ...gateway }) => ({
    ...gateway,
    confirmedAt: confirmedAt === null ? null : new Date(confirmedAt),
  }));
}
