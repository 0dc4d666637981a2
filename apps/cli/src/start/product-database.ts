import type { DatabaseUrls } from "@portcullis/db/bootstrap";
import { openEmbeddedDatabase } from "@portcullis/embedded-postgres/database";
import type { CommandEnv } from "../env.ts";

/** The database a command works with; disposing of it gives an embedded one back. */
export interface ProductDatabase extends DatabaseUrls, AsyncDisposable {
  /** Of the embedded server; undefined for a database of the operator's own. */
  readonly embedded: { readonly port: number; readonly lost: Promise<void> } | undefined;
}

/** The operator's own database, or the embedded one: started, or joined where it runs; roles and database made. */
export async function openProductDatabase(
  env: Pick<CommandEnv, "dataFolder" | "ownDatabase">,
  port = 0,
): Promise<ProductDatabase> {
  if (env.ownDatabase) return { ...env.ownDatabase, embedded: undefined, [Symbol.asyncDispose]: async () => {} };
  const database = await openEmbeddedDatabase({ dataDir: env.dataFolder, port });
  return {
    ownerUrl: database.ownerUrl,
    applicationUrl: database.applicationUrl,
    embedded: database.server,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
