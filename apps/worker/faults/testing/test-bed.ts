import { type Fixture, openFixture } from "@portcullis/api/testing/fixture";
import { closeDatabase, type Database, openDatabase } from "@portcullis/db/client";
import { startWorker, type TestWorker } from "./worker.ts";

/** A tenant on a database of its own, the owner's eye on all of it, and real workers. */
export interface WorkerTestBed extends AsyncDisposable {
  readonly fixture: Fixture;
  /** Reads and changes rows past every rule, as the owner of the schema. */
  readonly sql: Database["$client"];
  /** Starts a worker; it ends with the test bed. */
  worker(url?: string): Promise<TestWorker>;
  /** A user with that many devices that are on, in the order of the cascade's walk. */
  aUserWith(devices: number): Promise<{ id: string; deviceIds: string[] }>;
}

/** `await using test bed = await testYard()` */
export async function openWorkerTestBed(): Promise<WorkerTestBed> {
  await using started = new AsyncDisposableStack();
  const fixture = started.use(await openFixture());
  const timeouts = { lock: 0, statement: 0, idleInTransaction: 0 };
  const owner = openDatabase(fixture.ownerUrl, { applicationName: "portcullis-test-owner", timeouts });
  started.defer(() => closeDatabase(owner, 0));
  const sql = owner.$client;
  const workers = started.use(new AsyncDisposableStack());
  const owned = started.move();
  return {
    fixture,
    sql,
    worker: async (url = fixture.url) => workers.use(await startWorker(url)),
    async aUserWith(devices) {
      const user = await fixture.aUser({ role: "BASIC", maxDevices: 10_000 });
      const rows = await sql<{ id: string }[]>`
        insert into devices (tenant_id, id, user_id, name, platform, public_key)
        select ${fixture.tenantId}, gen_random_uuid(), ${user.id}, 'device ' || n, 'linux',
          encode(sha256((${user.id} || n)::bytea), 'base64')
        from generate_series(1, ${devices}::int) n returning id`;
      return { id: user.id, deviceIds: rows.map((row) => row.id).toSorted() };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
