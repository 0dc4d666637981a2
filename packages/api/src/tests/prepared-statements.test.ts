import { builtOnce } from "@portcullis/db/built-once";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { users } from "@portcullis/db/schema/users";
import { withTenant } from "@portcullis/db/tenant";
import { tenantId } from "@portcullis/domain/ids";
import { toTimestamp } from "@portcullis/domain/timestamp";
import { testDatabase } from "@portcullis/testing/test-database";
import { inArray, sql } from "drizzle-orm";
import { expect, it } from "vitest";

it("prepares what the query builder sends, once for a connection, but no long list", async () => {
  await using database = await testDatabase();
  const db = openDatabase(database.applicationUrl, { applicationName: "prepared", max: 1 });
  try {
    const read = (count: number) =>
      withTenant(db, tenantId(crypto.randomUUID()), async (tx) => {
        const ids = Array.from({ length: count }, () => crypto.randomUUID());
        await tx.select({ id: users.id }).from(users).where(inArray(users.id, ids));
        return tx.execute<{ uses: number }>(sql`select (generic_plans + custom_plans)::int as uses
          from pg_prepared_statements where statement like 'select "id" from "users"%'`);
      });
    await read(2);
    await read(2);
    expect(await read(2)).toEqual([{ uses: 3 }]);
    expect(await read(100)).toHaveLength(1);
    expect(await read(3)).toHaveLength(2);
  } finally {
    await closeDatabase(db);
  }
});

it("builds a statement once, whoever of whichever tenant runs it on whichever connection", async () => {
  await using database = await testDatabase();
  const pools = ["one", "two"].map((applicationName) =>
    openDatabase(database.applicationUrl, { applicationName, max: 1 }),
  );
  let builds = 0;
  const select = builtOnce((tx, status: string, at: string) => {
    builds++;
    const scope = sql<string>`${tx.tenantId}::uuid`;
    return tx
      .select({ scope, of: { status: sql`${status}::text` }, at: sql`${at}::timestamptz`.mapWith(users.createdAt) })
      .from(sql`(select) as nothing`);
  });
  try {
    for (const db of [...pools, ...pools]) {
      const tenant = tenantId(crypto.randomUUID());
      const at = toTimestamp(Math.floor(Math.random() * 1e12));
      const rows = await withTenant(db, tenant, (tx) => select(tx, "active", at));
      expect(rows).toEqual([{ scope: tenant, of: { status: "active" }, at }]);
    }
    expect(builds).toBe(1);
  } finally {
    await Promise.all(pools.map((db) => closeDatabase(db)));
  }
});
