import { expect, it } from "vitest";
import { testDriver, watchedDriver } from "./driver-under-test.ts";

it("sends what only reads in one write, and answers before its COMMIT is answered", async () => {
  await using driver = await watchedDriver();
  const { sql, writes } = driver;
  const answers = await sql.begin("read only", (tx) => [tx.unsafe("select 1 as n"), tx.unsafe("select 2 as n")]);
  expect(answers.flat()).toEqual([{ n: 1 }, { n: 2 }]);
  expect(writes).toHaveLength(1);
  expect(writes[0]).toMatch(/begin read only.*select 1.*select 2/s);
  expect(await sql`select 3 as n`).toEqual([{ n: 3 }]);
  expect(writes.join()).toMatch(/commit.*select 3/s);
  expect(await driver.idleInTransaction()).toBe(0);
});

it("refuses to write in what only reads", async () => {
  await using driver = await testDriver();
  const written = driver.sql.begin("read only", (tx) => tx`insert into notes (text) values ('never')`);
  await expect(written).rejects.toMatchObject({ code: "25006" });
  expect(await driver.stored()).toEqual([]);
  expect(await driver.idleInTransaction()).toBe(0);
});

it("answers nothing where what only reads could not begin", async () => {
  await using driver = await watchedDriver((data) => data.replace("begin read only", "begin read onlx"));
  const { sql } = driver;
  let later: unknown;
  const read = sql.begin("read only", async (tx) => {
    await tx.unsafe("select 1");
    later = await tx.unsafe("insert into notes (text) values ('never')").catch((error: unknown) => error);
  });
  await expect(read).rejects.toMatchObject({ code: "42601" });
  expect(await sql`select 2 as n`).toEqual([{ n: 2 }]);
  expect(later).toMatchObject({ code: "42601" });
  expect(await driver.stored()).toEqual([]);
  await expect(sql.begin("read only", async () => "nothing was asked")).rejects.toMatchObject({ code: "42601" });
});

it("takes no statement after the end of what only reads", async () => {
  await using driver = await testDriver();
  const { sql } = driver;
  const left = await sql.begin("read only", async (tx) => ({ tx, rows: await tx`select 1 as n` }));
  expect(left.rows).toEqual([{ n: 1 }]);
  await expect(left.tx`insert into notes (text) values ('never')`).rejects.toMatchObject({ code: "TRANSACTION_ENDED" });
  expect(await driver.stored()).toEqual([]);
});

it("gives each connection back after what only reads, whether it succeeds or fails", async () => {
  await using driver = await testDriver();
  const { sql } = driver;
  const read = (n: number) =>
    sql.begin("read only", (tx) => (n % 3 === 0 ? tx`select 1 / 0` : tx`select ${n}::int as n`)).catch(() => []);
  const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => read(n)));
  expect(answers.map((rows) => rows[0]?.["n"])).toEqual(
    Array.from({ length: 200 }, (_, n) => (n % 3 === 0 ? undefined : n)),
  );
  await sql.begin((tx) => tx`insert into notes (text) values ('kept')`);
  expect(await driver.stored()).toEqual(["kept"]);
  // Nobody waits for the COMMIT of what only reads.
  await expect.poll(() => driver.idleInTransaction()).toBe(0);
});
