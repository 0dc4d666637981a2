import { tenants } from "@portcullis/db/schema/tenants";
import { sequence } from "@portcullis/db/sequence";
import { withTenant } from "@portcullis/db/tenant";
import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

it("runs statements in the order of its steps, whether text or from the query builder", async () => {
  const numbers = await withTenant(fixture.db, fixture.tenantId, async (tx) => {
    const before = sql`coalesce(nullif(current_setting('app.step', true), ''), '0')::int`;
    const next = sql<string>`set_config('app.step', (${before} + 1)::text, true)`;
    const built = () => tx.select({ n: next }).from(tenants).where(eq(tenants.id, tx.tenantId));
    const text = () => tx.execute<{ n: string }>(sql`select ${next} as n`);
    const found = [];
    for (let round = 0; round < 20; round++) found.push(...(await sequence(tx, built, text, built, text)));
    return found.map(([row]) => Number(row?.n));
  });
  expect(numbers).toEqual(Array.from({ length: 80 }, (_, at) => at + 1));
});

it("reads behind a lock what was committed while it waited for the lock", async () => {
  const other = postgres(fixture.ownerUrl, { max: 2, onnotice: () => {} });
  try {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { promise: held, resolve: hold } = Promise.withResolvers<string>();
    const writer = other.begin(async (tx) => {
      const [row] = await tx<{ xid: string }[]>`
        update tenants set name = 'Renamed' where id = ${fixture.tenantId} returning pg_current_xact_id()::xid::text as xid`;
      hold(row?.xid ?? "");
      await released;
    });
    const xid = await held;
    const isTenant = eq(tenants.id, fixture.tenantId);
    const reader = withTenant(fixture.db, fixture.tenantId, (tx) =>
      sequence(
        tx,
        () => tx.select({ id: tenants.id }).from(tenants).where(isTenant).for("share"),
        () => tx.select({ name: tenants.name }).from(tenants).where(isTenant),
      ),
    );
    await vi.waitUntil(async () => {
      const [row] = await other<{ waiting: boolean }[]>`
        select exists (select from pg_locks where transactionid::text = ${xid} and not granted) as waiting`;
      return row?.waiting;
    }, 10_000);
    release();
    await writer;
    expect((await reader)[1]).toEqual([{ name: "Renamed" }]);
  } finally {
    await other.end();
  }
});
