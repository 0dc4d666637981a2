import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";

/** Milliseconds between two looks. */
const pollIntervalMs = 200;

/**
 * Looks again and again at what must hold at every instant, whatever is under way, and tells of what does not. A database
 * that is away has nothing to show. Answers how often it looked.
 */
export async function watch(
  sql: postgres.Sql,
  violate: (sentence: string) => void,
  stopping: AbortSignal,
): Promise<number> {
  let looks = 0;
  while (!stopping.aborted) {
    await sleep(pollIntervalMs);
    const rows = await sql<{ sentence: string }[]>`
      select 'At ' || now() || ' session ' || s.id || ' was there of user ' || u.id || ', who was ' || u.status || '.' as sentence
      from sessions s join users u on u.tenant_id = s.tenant_id and u.id = s.user_id where u.status <> 'active'
      union all
      select 'At ' || now() || ' device ' || a.device_id || ' had access, of user ' || u.id || ', who was ' || u.status || '.'
      from access a join users u on u.tenant_id = a.tenant_id and u.id = a.user_id where u.status <> 'active'`.catch(
      () => undefined,
    );
    if (!rows) continue;
    looks++;
    for (const { sentence } of rows) violate(sentence);
  }
  return looks;
}
