import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";

/** Milliseconds between two looks. */
const pollIntervalMs = 400;

export interface WatchedReceipts {
  /** The superuser's view of the database. */
  readonly sql: postgres.Sql;
  /** The changes that the API says are done, the newest first. */
  readonly doneChanges: () => Promise<readonly { readonly id: string }[]>;
  /** The public keys that are on the gateway's interface now. */
  readonly keys: () => Promise<readonly string[]>;
}

/**
 * A receipt that says "done" is held against the interface, read after it: none of that user's keys may be there. A user who was
 * changed again since is left out, as the keys may be back by right.
 */
export async function findFalseReceipts({ sql, doneChanges, keys }: WatchedReceipts): Promise<string[]> {
  const ids = (await doneChanges()).map(({ id }) => id);
  const present = await keys();
  const rows = await sql<{ id: string; key: string }[]>`
    select c.id, d.public_key as key from cascades c
    join users u on u.tenant_id = c.tenant_id and u.id = c.user_id and u.generation = c.generation and u.status = 'inactive'
    join devices d on d.tenant_id = u.tenant_id and d.user_id = u.id
    where c.id = any(${ids}::uuid[]) and c.kind = 'deactivate' and d.public_key = any(${[...present]}::text[])`;
  return rows.map(
    ({ id, key }) => `no receipt that says done before it is: ${id} does, while ${key} is on the interface.`,
  );
}

/** Looks again and again, whatever is under way; a part that is away has nothing to say. Answers how often it could look. */
export async function watchReceipts(
  watched: WatchedReceipts,
  violate: (sentence: string) => void,
  stopping: AbortSignal,
): Promise<number> {
  let looks = 0;
  while (!stopping.aborted) {
    await sleep(pollIntervalMs);
    const found = await findFalseReceipts(watched).catch(() => undefined);
    if (!found) continue;
    looks++;
    for (const sentence of found) violate(sentence);
  }
  return looks;
}
