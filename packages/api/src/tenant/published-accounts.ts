import { verifyPassword } from "@portcullis/auth/password";
import type { Database } from "@portcullis/db/client";
import { credentials } from "@portcullis/db/schema/credentials";
import { users } from "@portcullis/db/schema/users";
import { withTenant } from "@portcullis/db/tenant";
import { and, asc, eq, isNotNull, ne } from "drizzle-orm";
import { demoSlugs, demoTenantId, publishedPassword } from "./demo-ids.ts";

/** Each costs a password hash; the demo has six. */
const accountsMax = 50;

/**
 * The e-mails of demo accounts that still open with the published password, in whatever state the account is.
 * @param db a pool of the application or of the schema's owner
 */
export async function findPublishedAccounts(db: Database): Promise<string[]> {
  const found: string[] = [];
  for (const slug of demoSlugs) {
    for (const { email, passwordHash } of await passwordsOf(db, slug)) {
      if (await verifyPassword(passwordHash, publishedPassword)) found.push(email);
    }
  }
  return found;
}

function passwordsOf(db: Database, slug: (typeof demoSlugs)[number]) {
  return withTenant(db, demoTenantId(slug), (tx) =>
    tx
      .select({ email: users.email, passwordHash: credentials.passwordHash })
      .from(credentials)
      .innerJoin(users, and(eq(users.tenantId, credentials.tenantId), eq(users.id, credentials.userId)))
      .where(
        and(eq(credentials.tenantId, tx.tenantId), isNotNull(credentials.passwordHash), ne(users.status, "deleting")),
      )
      .orderBy(asc(users.id))
      .limit(accountsMax),
  );
}

/** What removes the demo tenants, for sentences that send somebody there. */
export const removeCommand = "npx --yes pnpm@12.21.0 demo:remove";

/**
 * Refuses to serve demo accounts to others than the people at this machine.
 * @param reach why others can reach this console; empty where nobody can
 * @throws {Error} with a sentence that names the accounts and the command that removes them
 */
export async function assertNoPublishedAccounts(db: Database, reach: readonly string[]): Promise<void> {
  if (reach.length === 0) return;
  const accounts = await findPublishedAccounts(db);
  if (accounts.length === 0) return;
  throw new Error(
    `Others can reach this console (${reach.join(", ")}), and ${accounts.length} accounts of the demo data have the published password: ${accounts.join(", ")}. Remove the demo tenants with: ${removeCommand}`,
  );
}
