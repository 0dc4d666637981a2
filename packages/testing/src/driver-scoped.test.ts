import { expect, it } from "vitest";
import { testDriver, watchedDriver } from "./driver-under-test.ts";

it("sends what is written in a scope right behind its BEGIN, and answers once its COMMIT is answered", async () => {
  await using driver = await watchedDriver();
  const { sql, writes } = driver;
  await sql.begin("read write", (tx) => [tx.unsafe("select 1"), tx.unsafe("insert into notes (text) values ('kept')")]);
  expect(writes).toHaveLength(2);
  expect(writes[0]).toMatch(/begin read write.*select 1.*insert into notes/s);
  expect(writes[1]).toMatch(/commit/);
  expect(await driver.stored()).toEqual(["kept"]);
  expect(await driver.idleInTransaction()).toBe(0);
});

it("sends nothing more where its BEGIN has failed, and gives the connection back", async () => {
  await using driver = await watchedDriver((data) => data.replace("begin read write", "begin read writx"));
  const { sql, writes } = driver;
  let later: unknown;
  const written = sql.begin("read write", async (tx) => {
    await tx.unsafe("select 1");
    later = await tx.unsafe("insert into notes (text) values ('never')").catch((error: unknown) => error);
  });
  await expect(written).rejects.toMatchObject({ code: "42601" });
  expect(await sql`select 2 as n`).toEqual([{ n: 2 }]);
  expect(later).toMatchObject({ code: "42601" });
  expect(writes.join()).not.toContain("never");
  expect(await driver.stored()).toEqual([]);
  await expect(sql.begin("read write", async () => "nothing was asked")).rejects.toMatchObject({ code: "42601" });
});

it("undoes what was sent with its BEGIN where a part of it fails", async () => {
  await using driver = await testDriver();
  const written = driver.sql.begin("read write", (tx) => [
    tx`insert into notes (text) values ('never')`,
    tx`select 1 / 0`,
  ]);
  await expect(written).rejects.toMatchObject({ code: "22012" });
  expect(await driver.stored()).toEqual([]);
  expect(await driver.idleInTransaction()).toBe(0);
});
