import { findPublishedAccounts, removeCommand } from "@portcullis/api/demo/published-accounts";
import type { Database } from "@portcullis/db/client";
import { error, type Finding, ok, warning } from "@portcullis/db/doctor/finding";

/**
 * Whether demo accounts open with the password that the README names.
 * @param reach why others can reach the console of this configuration; empty where nobody can
 */
export async function checkDemo(db: Database, reach: readonly string[]): Promise<Finding> {
  const accounts = await findPublishedAccounts(db);
  if (accounts.length === 0) return ok("No demo account has the published password");
  const says = `${accounts.length} demo accounts have the published password: ${accounts.join(", ")}`;
  return reach.length > 0
    ? error(`${says}; others can reach this console (${reach.join(", ")})`, `Remove the demo tenants: ${removeCommand}`)
    : warning(says, `Before anybody else can reach this console, remove the demo tenants: ${removeCommand}`);
}
