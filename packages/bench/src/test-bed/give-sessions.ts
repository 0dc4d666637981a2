import type { Dataset } from "../seed/dataset.ts";
import type { SomePerson } from "./people-of.ts";

/** One session each: what a deactivation has to end. */
export async function giveSessions(dataset: Dataset, tenant: number, people: readonly SomePerson[]): Promise<void> {
  const ids = people.map(({ id }) => id);
  await dataset.sql`
    insert into sessions (tenant_id, id, user_id, token_hash, last_seen_at, expires_at)
    select ${dataset.tenantIds[tenant] ?? ""}::uuid, gen_random_uuid(), id, sha256(id::text::bytea), now(), now() + interval '1 day'
    from unnest(${ids}::uuid[]) id`;
}
