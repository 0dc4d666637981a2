import type { Site } from "../seed/site.ts";
import type { SomePerson } from "./people-of.ts";

/** One session each: what a deactivation has to end. */
export async function giveSessions(site: Site, tenant: number, people: readonly SomePerson[]): Promise<void> {
  const ids = people.map(({ id }) => id);
  await site.sql`
    insert into sessions (tenant_id, id, user_id, token_hash, last_seen_at, expires_at)
    select ${site.tenantIds[tenant] ?? ""}::uuid, gen_random_uuid(), id, sha256(id::text::bytea), now(), now() + interval '1 day'
    from unnest(${ids}::uuid[]) id`;
}
