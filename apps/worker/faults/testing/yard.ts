import { testWorld, type World } from "@portcullis/api/testing/world";
import { closeDatabase, type Database, openDatabase } from "@portcullis/db/client";
import { startWorker, type TestWorker } from "./worker.ts";

/** A tenant on a database of its own, the owner's eye on all of it, and real workers. */
export interface Yard extends AsyncDisposable {
  readonly world: World;
  /** Reads and changes rows past every rule, as the owner of the schema. */
  readonly sql: Database["$client"];
  /** Starts a worker; it ends with the yard. */
  worker(url?: string): Promise<TestWorker>;
  /** A user with that many devices that are on, in the order of the cascade's walk. */
  aUserWith(devices: number): Promise<{ id: string; deviceIds: string[] }>;
}

/** `await using yard = await testYard()` */
export async function testYard(): Promise<Yard> {
  await using started = new AsyncDisposableStack();
  const world = started.use(await testWorld());
  const timeouts = { lock: 0, statement: 0, idleInTransaction: 0 };
  const owner = openDatabase(world.ownerUrl, { applicationName: "portcullis-test-owner", timeouts });
  started.defer(() => closeDatabase(owner, 0));
  const sql = owner.$client;
  const workers = started.use(new AsyncDisposableStack());
  const owned = started.move();
  return {
    world,
    sql,
    worker: async (url = world.url) => workers.use(await startWorker(url)),
    async aUserWith(devices) {
      const user = await world.aUser({ role: "BASIC", maxDevices: 10_000 });
      const rows = await sql<{ id: string }[]>`
        insert into devices (tenant_id, id, user_id, name, platform, public_key)
        select ${world.tenantId}, gen_random_uuid(), ${user.id}, 'device ' || n, 'linux',
          encode(sha256((${user.id} || n)::bytea), 'base64')
        from generate_series(1, ${devices}::int) n returning id`;
      return { id: user.id, deviceIds: rows.map((row) => row.id).toSorted() };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
