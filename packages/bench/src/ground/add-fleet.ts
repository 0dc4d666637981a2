import { newId } from "@portcullis/db/ids";
import type { Site } from "../seed/site.ts";

/** One person more, with so many devices. */
export async function addFleet(site: Site, tenant: number, devices: number): Promise<string> {
  const [tenantId, userId] = [site.tenantIds[tenant] ?? "", newId()];
  await site.sql`insert into users (tenant_id, id, email, status, accepted_at)
    values (${tenantId}, ${userId}, ${`${userId}@bench.test`}, 'active', now())`;
  await site.sql`insert into devices (tenant_id, id, user_id, name, platform, public_key)
    select ${tenantId}::uuid, gen_random_uuid(), ${userId}::uuid, 'fleet-' || n, 'linux', encode(sha256((${userId} || n)::bytea), 'base64')
    from generate_series(1, ${devices}::int) n`;
  await site.sql`vacuum (analyze) devices`;
  return userId;
}
