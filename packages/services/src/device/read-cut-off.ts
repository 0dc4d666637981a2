import { withTenant } from "@portcullis/db/tenant";
import type { DeviceCutOff } from "@portcullis/domain/cascade";
import type { DeviceById } from "@portcullis/domain/device/device";
import { sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { type StoredWords, toGatewayWords, wordsOnChange } from "../internal/gateway-words.ts";
import { getDevice } from "./get-device.ts";

/**
 * How the access of a device that is switched off ended: by hand or by its user's cascade, and which gateways confirmed it. Null
 * for one that is on, and for one that had no access when it was switched off. Of one's own device, or with `device:read`.
 * @throws {DomainError} NOT_FOUND
 */
export async function readCutOff(ctx: ServiceContext, input: DeviceById): Promise<DeviceCutOff | null> {
  const { id, cause, user } = await getDevice(ctx, input);
  if (cause === null) return null;
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const [row] = await tx.execute<{ at: string; cascade_id: string | null; words: StoredWords }>(sql`
      with changes as (
        (select change_id, asked_at as at, null::uuid as cascade_id from gateway_confirmations
          where tenant_id = ${tx.tenantId} and device_id = ${id} order by asked_at desc limit 1)
        union all
        (select c.id, c.requested_at, c.id from cascades c
          where c.tenant_id = ${tx.tenantId} and c.user_id = ${user.id} and c.kind <> 'reactivate'
            and exists (select from cascade_devices s where s.tenant_id = c.tenant_id and s.cascade_id = c.id and s.device_id = ${id})
          order by c.id desc limit 1)
      )
      select at::text, cascade_id, ${wordsOnChange(sql`${tx.tenantId}`, sql`changes.change_id`)} as words
      from changes order by changes.at desc limit 1`);
    if (!row) return null;
    return { at: new Date(row.at), cascadeId: row.cascade_id, gateways: toGatewayWords(row.words) };
  });
}
