import { type SQL, type SQLWrapper, sql } from "drizzle-orm";

/** What a person is called in sentences: their name, or the e-mail of somebody without one; null for who is gone. */
export const nameOfUser = (tenantId: SQLWrapper, id: SQLWrapper): SQL<string | null> => sql<string | null>`(
  select display_name(n.first_name, n.last_name, n.email) from users n
  where n.tenant_id = ${tenantId} and n.id = ${id} and n.status <> 'deleting')`;
