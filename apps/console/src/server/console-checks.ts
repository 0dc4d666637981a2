import type { Database } from "@portcullis/db/client";
import type { Listener } from "@portcullis/db/listen";
import { databaseChecks } from "@portcullis/db/migration-state";
import { isPoolBlocked } from "@portcullis/db/share-pool";

/**
 * What a console must be able to do to count as ready.
 * @param probes a pool of its own, so that no rush of requests makes every console look broken
 */
export function consoleChecks({
  db,
  probes,
  listener,
}: {
  readonly db: Database;
  readonly probes: Database;
  readonly listener: Listener;
}) {
  return { ...databaseChecks(probes, listener), pool: () => !isPoolBlocked(db) };
}
