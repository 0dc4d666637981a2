import type { Dataset } from "../seed/dataset.ts";

export interface SomePerson {
  readonly id: string;
  readonly email: string;
}

/** Some of a tenant's people, each with five devices, spread over all of it; the same in every run. */
export async function peopleOf(
  dataset: Dataset,
  tenant: number,
  { count, after = 0 }: { readonly count: number; readonly after?: number },
): Promise<readonly SomePerson[]> {
  return dataset.sql<SomePerson[]>`
    select id, email from users u
    where tenant_id = ${dataset.tenantIds[tenant] ?? ""} and not is_owner
      and (select count(*) from devices d where d.tenant_id = u.tenant_id and d.user_id = u.id) = 5
    order by md5(id::text) limit ${count} offset ${after}`;
}
