import { devices } from "@portcullis/db/schema/devices";
import { users } from "@portcullis/db/schema/users";
import { onlineWithinSeconds } from "@portcullis/domain/device/presence";
import type { deviceCounts } from "@portcullis/domain/user/user";
import { sql } from "drizzle-orm";
import type { z } from "zod";

/** True for a device (alias `d`) that counts as online: it may connect, and was heard from lately. */
const isOnline = sql`cardinality(a.denials) = 0
  and d.last_connection > now() - make_interval(secs => ${onlineWithinSeconds})`;

/** The device counts of the user of the outer query, as one JSON value. */
export const deviceCountsOfUser = sql<z.infer<typeof deviceCounts>>`(
  select json_build_object(
    'total', count(*)::int,
    'online', count(*) filter (where ${isOnline})::int,
    'deactivated', count(*) filter (where d.cause is not null)::int,
    'nonCompliant', count(*) filter (where a.compliance in ('non_compliant', 'unknown'))::int)
  from ${devices} d
  join device_access a on a.tenant_id = d.tenant_id and a.device_id = d.id
  where d.tenant_id = ${users.tenantId} and d.user_id = ${users.id})`;
