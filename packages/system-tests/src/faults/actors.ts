import type postgres from "postgres";
import { tenant } from "./tenant.ts";
import { aPerson, type Person } from "./traffic/person.ts";

/** Everybody's of the demo who has one. */
const password = "portcullis-demo";
const peopleCount = 30;
/** So many of them have so many devices more: their cascades take several batches, so that others overtake them. */
const bigOnes = 5;
const manyDevices = 600;

/**
 * People of the demo whom the writers change, some of them with many hundred devices, who are not deleted. Each may sign in and have
 * any number of devices, so that nothing but what is asked decides what is answered.
 */
export async function actors(sql: postgres.Sql): Promise<Person[]> {
  const chosen = await sql<{ id: string; email: string; tenantId: string }[]>`
    select u.id, u.email, u.tenant_id as "tenantId" from users u join tenants t on t.id = u.tenant_id
    where t.slug = ${tenant} and u.status = 'active' and not u.is_owner
      and not exists (select from credentials c where c.tenant_id = u.tenant_id and c.user_id = u.id)
    order by (select count(*) from devices d where d.user_id = u.id) desc, u.id limit ${peopleCount}`;
  const ids = chosen.map(({ id }) => id);
  await sql`update users set max_devices = 10000 where id = any(${ids}::uuid[])`;
  // The brake would stop whoever acts on so many: here it is not what is tested.
  await sql`update tenants set max_devices = 10000, brake_limit = 100000 where slug = ${tenant}`;
  await sql`
    insert into credentials (tenant_id, user_id, password_hash, updated_at)
    select c.tenant_id, chosen.id, c.password_hash, now()
    from credentials c join users o on o.tenant_id = c.tenant_id and o.id = c.user_id and o.email = 'owner@acme.test'
    cross join unnest(${ids}::uuid[]) as chosen (id)
    where c.tenant_id = ${chosen[0]?.tenantId ?? ""}`;
  await sql`
    insert into devices (tenant_id, id, user_id, name, platform, public_key)
    select ${chosen[0]?.tenantId ?? ""}, gen_random_uuid(), big.id, 'machine ' || n, 'linux', encode(sha256((big.id || n::text)::bytea), 'base64')
    from unnest(${ids.slice(0, bigOnes)}::uuid[]) as big (id) cross join generate_series(1, ${manyDevices}::int) n`;
  const devices = await sql<{ id: string; userId: string; name: string; cause: string | null }[]>`
    select id, user_id as "userId", name, cause from devices where user_id = any(${ids}::uuid[]) order by id`;
  return chosen.map(({ id, email }, n) =>
    aPerson({
      id,
      email,
      password,
      status: "active",
      stays: n < bigOnes,
      devices: devices
        .filter(({ userId }) => userId === id)
        .slice(0, 6)
        .map(({ id: deviceId, name, cause }) => ({ id: deviceId, names: [name], isOffByHand: cause === "admin" })),
    }),
  );
}
