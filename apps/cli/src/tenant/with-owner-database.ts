import { closeDatabase, type Database, openDatabase } from "@portcullis/db/client";
import { migrate } from "@portcullis/db/migrate";
import { readCommandEnv } from "../env.ts";
import { openProductDatabase } from "../start/product-database.ts";
import { readOwnDatabase } from "./env.ts";

/**
 * Runs `work` with a pool of the schema's owner: on `DATABASE_OWNER_URL`, else on the embedded server, which is started for
 * it or joined where it runs. An embedded database is brought up to date first; one's own only where `migrates` says so and
 * `DATABASE_URL` tells who gets the grants, because a command that reads must not change a schema that others run on.
 */
export async function withOwnerDatabase<T>(
  work: (db: Database) => Promise<T>,
  { migrates = false }: { readonly migrates?: boolean } = {},
): Promise<T> {
  const own = readOwnDatabase();
  if (own) {
    const { ownerUrl, applicationUrl } = own;
    if (migrates && applicationUrl) await migrate({ ownerUrl, applicationUrl });
    return withPool(ownerUrl, work);
  }
  await using embedded = await openProductDatabase(await readCommandEnv());
  await migrate(embedded);
  return await withPool(embedded.ownerUrl, work);
}

async function withPool<T>(ownerUrl: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase(ownerUrl, { max: 2, applicationName: "portcullis-tenant" });
  try {
    return await work(db);
  } finally {
    await closeDatabase(db);
  }
}
