import { bootstrap, type DatabaseUrls } from "@portcullis/db/bootstrap";
import { startEmbedded } from "@portcullis/db/embedded/server";
import { temporaryFolder } from "@portcullis/db/embedded/temporary-folder";
import { migrate } from "@portcullis/db/migrate";
import { roles } from "@portcullis/testing/roles";

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
