import { withTenantReadOnly } from "@portcullis/db/tenant";
import { onlineWithinSeconds } from "@portcullis/domain/device/presence";
import type { TenantId } from "@portcullis/domain/ids";
import { sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";

/** Which devices of a tenant are online at this instant, with their users: as long as who is online, however many there are. */
export async function readOnlineDevices(
  { db }: Pick<ServiceContext, "db">,
  tenantId: TenantId,
): Promise<ReadonlyMap<string, string>> {
  const rows = await withTenantReadOnly(db, tenantId, (tx) =>
    tx.execute<{ id: string; user_id: string }>(sql`
      select d.id, d.user_id from devices d join access a on a.tenant_id = d.tenant_id and a.device_id = d.id
      where d.tenant_id = ${tenantId} and d.last_connection_key > now() - make_interval(secs => ${onlineWithinSeconds})`),
  );
  return new Map(rows.map((row) => [row.id, row.user_id]));
}
