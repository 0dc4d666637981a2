import type { Database } from "@portcullis/db/client";
import { queryBuilder } from "@portcullis/db/driver/driver";
import postgres from "postgres";

/** A connection that counts what it sends: `await using counted = await countedDatabase(fixture)`. */
export async function countedDatabase({ url }: { readonly url: string }): Promise<
  AsyncDisposable & {
    readonly db: Database;
    /** How many statements `work` sends on it. */
    count(work: () => Promise<unknown>): Promise<number>;
  }
> {
  let sent = 0;
  const client = postgres(url, { max: 1, onnotice: () => {}, debug: () => sent++ });
  const db = queryBuilder(client);
  // Connecting asks for types.
  await client`select`;
  return {
    db,
    async count(work) {
      sent = 0;
      await work();
      return sent;
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}
