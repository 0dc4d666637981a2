import type { Site } from "../seed/site.ts";

export interface SomePerson {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Some of a tenant's people, each with `devices` devices, spread over all of it; the same in every run. */
export async function peopleOf(site: Site, tenant: number, count: number, devices = 5): Promise<readonly SomePerson[]> {
  return site.sql<SomePerson[]>`
    select id, email, first_name as "firstName", last_name as "lastName" from users u
    where tenant_id = ${site.tenantIds[tenant] ?? ""} and not is_owner
      and (select count(*) from devices d where d.tenant_id = u.tenant_id and d.user_id = u.id) = ${devices}
    order by md5(id::text) limit ${count}`;
}
