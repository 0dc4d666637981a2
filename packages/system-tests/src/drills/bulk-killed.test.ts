import { bootstrap } from "@portcullis/db/bootstrap";
import { migrate } from "@portcullis/db/migrate";
import { seedDemo } from "@portcullis/demo/seed-demo";
import type { BulkOperation, BulkResult } from "@portcullis/domain/bulk";
import { freePort } from "@portcullis/embedded-postgres/operating-system";
import { temporaryFolder } from "@portcullis/embedded-postgres/temporary-folder";
import { roles } from "@portcullis/testing/test-database";
import postgres from "postgres";
import { expect, it } from "vitest";
import { type OwnPostgresql, openOwnPostgresql } from "../faults/test-bed/own-postgresql.ts";
import { type Api, apiOf } from "../network/api.ts";
import { type Instance, startConsole, startWorker } from "../testing/instance.ts";
import { lockUser } from "./testing/locked-user.ts";
import { addPeople, leftBy, stateOf } from "./testing/many-people.ts";

const tenant = "acme";
const count = 2_000;
/** Members of a batch. Each fault happens in a batch of its own. */
const batch = 50;
const patience = { timeout: 180_000, interval: 100 };

interface Product {
  readonly api: Api;
  readonly console: Instance;
  readonly workers: readonly Instance[];
  readonly postgresql: OwnPostgresql;
  readonly sql: postgres.Sql;
}

it("changes each of 2,000 people once, and brings each back, while everything is killed in the middle of it", async () => {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder("portcullis-bulk-"));
  const postgresql = stack.use(await openOwnPostgresql(folder.path));
  const urls = await bootstrap({ superuserUrl: postgresql.superuserUrl, database: "portcullis", ...roles });
  await migrate(urls);
  await seedDemo(urls);
  const superuser = new URL(postgresql.superuserUrl);
  superuser.pathname = new URL(urls.ownerUrl).pathname;
  const sql = stack.adopt(postgres(superuser.href, { max: 6, onnotice: () => {} }), (client) => client.end());
  const ids = await addPeople(sql, tenant, count);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const options = { databaseUrl: urls.applicationUrl };
  const console = stack.use(await startConsole(port, { ...options, publicUrl: url }));
  const workers = [stack.use(await startWorker(options)), stack.use(await startWorker(options))];
  const api = await apiOf(url, { tenant, email: "owner@acme.test", password: "portcullis-demo" });
  const product = { api, console, workers, postgresql, sql };

  const off = await api.bulk.preview.mutate({ action: { verb: "user.deactivate" }, of: { by: "ids", ids } });
  expect(off).toMatchObject({ operation: { total: count }, expected: { changed: count }, typed: null });
  await carryOut(product, off.operation.id, ids);
  expect(await leftBy(sql, off.operation.id)).toEqual(onceEach("user.deactivated"));
  const isOff = { statuses: { inactive: count }, devices: { user_deactivated: count }, sessions: 0 };
  expect(await stateOf(sql, ids)).toEqual(isOff);

  const undo = await api.bulk.undo.mutate({ id: off.operation.id });
  expect(undo).toMatchObject({ operation: { total: count }, expected: { changed: count } });
  await carryOut(product, undo.operation.id, ids);
  expect(await leftBy(sql, undo.operation.id)).toEqual(onceEach("user.reactivated"));
  expect(await stateOf(sql, ids)).toEqual({ statuses: { active: count }, devices: { on: count }, sessions: 0 });
  expect(await api.bulk.get.query({ id: off.operation.id })).toMatchObject({ undoneBy: undo.operation.id });
});

const onceEach = (action: string) => ({
  members: count,
  changed: count,
  cascades: count,
  done: count,
  entries: count,
  peopleWithEntry: count,
  actions: [action],
  lines: count,
});

/** Starts it, kills one part after the other in the middle of a batch, and waits until it has ended and all is carried through. */
async function carryOut(product: Product, id: string, ids: readonly string[]): Promise<void> {
  const { api, console, workers, postgresql, sql } = product;
  const faults: readonly ((backend: number) => Promise<unknown>)[] = [
    () => Promise.all(workers.map((worker) => worker.kill())),
    () => console.kill(),
    (backend) => sql`select pg_terminate_backend(${backend})`,
    () => postgresql.signal("SIGKILL"),
  ];
  {
    await using locks = new AsyncDisposableStack();
    const inBatch = faults.map((_fault, n) => ids[(2 * n + 1) * batch + batch / 2] ?? "");
    const locked = [];
    // All before it begins: it cannot slip past.
    for (const userId of inBatch) locked.push(locks.use(await lockUser(sql, userId)));
    await api.bulk.start.mutate({ id });
    for (const [n, fault] of faults.entries()) {
      const backend = await locked[n]?.reached();
      const { changed, status } = await read(product, id);
      expect({ changed, status }).toEqual({ changed: (2 * n + 1) * batch, status: "running" });
      await fault(backend ?? 0);
      await locked[n]?.release();
    }
  }
  const status = async () => (await read(product, id).catch(() => undefined))?.status;
  await expect.poll(status, patience).toBe("done");
  const unfinished = () =>
    sql`select 1 from cascades where status <> 'done' and bulk_id = ${id}`.catch(() => undefined);
  await expect.poll(async () => (await unfinished())?.length, patience).toBe(0);
  expect(await read(product, id)).toMatchObject({ changed: count, total: count, failed: 0, leftAlone: 0 });
  const results = await readResults(product, id);
  expect(results.map((result) => result.id)).toEqual(ids);
  expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(["changed"]));
}

const read = ({ api }: Product, id: string): Promise<BulkOperation> => api.bulk.get.query({ id });

async function readResults({ api }: Product, id: string): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await api.bulk.results.query({ id, limit: 100, ...(cursor !== undefined && { cursor }) });
    results.push(...page.items);
    if (page.nextCursor === null) return results;
    cursor = page.nextCursor;
  }
}
