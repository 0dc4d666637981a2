import type { Database } from "@portcullis/db/client";
import { credentials } from "@portcullis/db/schema/credentials";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { type TenantId, tenantId } from "@portcullis/domain/ids";
import type { UserStatus } from "@portcullis/domain/user/lifecycle";
import { and, eq, type SQL, sql } from "drizzle-orm";

export interface Account {
  readonly userId: string;
  readonly status: UserStatus;
  /** Null for people who have not chosen a password. */
  readonly passwordHash: string | null;
}

/** The user of an e-mail who is not being deleted, whatever the status: who may sign in is decided later, under the user's lock. */
export async function findAccount(tx: TenantTx, email: string): Promise<Account | undefined> {
  const [account] = await tx
    .select({ userId: users.id, status: users.status, passwordHash: credentials.passwordHash })
    .from(users)
    .leftJoin(credentials, and(eq(credentials.tenantId, users.tenantId), eq(credentials.userId, users.id)))
    // As the partial index says it, or the planner would not use it.
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.email, email), sql`${users.status} <> 'deleting'`));
  return account;
}

/** The id of the tenant of a slug, before anybody is signed in; null where there is none. */
export const selectTenant = (slug: string): SQL => sql`tenant_by_slug(${slug})`;

/** The same by itself; undefined where there is none. */
export async function tenantBySlug(db: Database, slug: string): Promise<TenantId | undefined> {
  const [row] = await db.execute<{ id: string | null }>(sql`select ${selectTenant(slug)} as id`);
  return row?.id ? tenantId(row.id) : undefined;
}
