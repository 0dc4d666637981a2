import { bootstrap, type DatabaseUrls } from "@portcullis/db/bootstrap";
import { migrate } from "@portcullis/db/migrate";
import { startEmbedded } from "@portcullis/embedded-postgres/server";
import { temporaryFolder } from "@portcullis/embedded-postgres/temporary-folder";
import { roles } from "@portcullis/testing/test-database";

/** A server of one's own as the product starts it, durable and all, with a migrated database. It goes at disposal. */
export async function ownDatabase(): Promise<DatabaseUrls & AsyncDisposable> {
  await using building = new AsyncDisposableStack();
  const folder = building.use(await temporaryFolder("portcullis-bench-"));
  const server = building.use(await startEmbedded({ dataDir: folder.path }));
  const urls = await bootstrap({
    superuserUrl: server.superuserUrl,
    database: "portcullis",
    ...roles,
  });
  await migrate(urls);
  const stack = building.move();
  return { ...urls, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
