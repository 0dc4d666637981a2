import { newId } from "@portcullis/db/ids";
import type { Dataset } from "../seed/dataset.ts";

/** One person more, with so many devices. */
export async function addFleet(dataset: Dataset, tenant: number, devices: number): Promise<string> {
  const [ofTenant, userId] = [dataset.tenantIds[tenant] ?? "", newId()];
  await dataset.sql`insert into users (tenant_id, id, email, status, accepted_at)
    values (${ofTenant}, ${userId}, ${`${userId}@bench.test`}, 'active', now())`;
  await dataset.sql`insert into devices (tenant_id, id, user_id, name, platform, public_key)
    select ${ofTenant}::uuid, gen_random_uuid(), ${userId}::uuid, 'fleet-' || n, 'linux', encode(sha256((${userId} || n)::bytea), 'base64')
    from generate_series(1, ${devices}::int) n`;
  await dataset.sql`vacuum (analyze) devices`;
  return userId;
}
