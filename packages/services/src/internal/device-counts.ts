import { devicePosture, devices } from "@portcullis/db/schema/devices";
import { users } from "@portcullis/db/schema/users";
import { onlineWithinSeconds } from "@portcullis/domain/device/presence";
import type { deviceCounts } from "@portcullis/domain/user/user";
import { sql } from "drizzle-orm";
import type { z } from "zod";

/** True for a device (alias `d`) that counts as online: on, its user (the outer `users`) active, heard from lately. */
const isOnline = sql`d.cause is null and ${users.status} = 'active'
  and d.last_connection > now() - make_interval(secs => ${onlineWithinSeconds})`;

/** The device counts of the user of the outer query, as one JSON value. */
export const deviceCountsOfUser = sql<z.infer<typeof deviceCounts>>`(
  select json_build_object(
    'total', count(*)::int,
    'online', count(*) filter (where ${isOnline})::int,
    'deactivated', count(*) filter (where d.cause is not null)::int,
    'nonCompliant', count(*) filter (where not p.compliant)::int)
  from ${devices} d
  left join ${devicePosture} p on p.tenant_id = d.tenant_id and p.device_id = d.id
  where d.tenant_id = ${users.tenantId} and d.user_id = ${users.id})`;
