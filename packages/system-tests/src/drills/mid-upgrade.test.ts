import { sqlFolder, sqlText } from "@portcullis/api/testing/sql-folder";
import { migrate } from "@portcullis/db/migrate";
import { differences, readCatalogue } from "@portcullis/db/sql/catalogue";
import { seedDemo } from "@portcullis/demo/seed-demo";
import { testDatabase } from "@portcullis/testing/test-database";
import postgres from "postgres";
import { expect, it } from "vitest";
import { busyProduct, expectUnharmed } from "../testing/busy-product.ts";
import { operatorCommand } from "./testing/operator-command.ts";

const path = "functions/user_page.sql";

it("restarts an old console in mid-upgrade, which leaves the newer release's objects as they are and serves", async () => {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await testDatabase());
  await seedDemo(database);
  const product = stack.use(await busyProduct(database));
  await product.isFlowing();
  // Of the next release as much was applied as two objects, then its operator's machine went down.
  const next = stack.use(
    await sqlFolder(2, {
      [path]: (await sqlText(path)).replace("BEGIN\n", "BEGIN\n  -- As of the next release.\n"),
      "views/next_release.sql":
        "create or replace view next_release with (security_invoker = true) as select tenant_id, device_id from access;",
    }),
  );
  await migrate(database, { sqlFolder: next.path });
  const sql = stack.adopt(postgres(database.ownerUrl, { max: 1, onnotice: () => {} }), (client) => client.end());
  await sql`update drizzle.sql_release set finished = 1`;
  const before = await sql.begin((tx) => readCatalogue(tx));
  expect(before.get("view next_release")).toBeDefined();
  await product.isFlowing();

  const { code, out, err } = await operatorCommand(database, "db-migrate");
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain(
    "The database has the functions, views and triggers of release 2, and this version those of release 1",
  );
  const ended: unknown[] = [];
  for (const [turn, console] of product.consoles.entries()) {
    ended.push(await console.restart());
    await product.bothReady();
    ended.push(await product.workers[turn]?.restart());
    await product.isFlowing();
  }
  await product.traffic.stop();

  expect(ended).toEqual([0, 0, 0, 0]);
  expect(differences(before, await sql.begin((tx) => readCatalogue(tx)))).toEqual([]);
  await expectUnharmed(product, database.ownerUrl);
});
