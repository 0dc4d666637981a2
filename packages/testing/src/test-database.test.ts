import postgres from "postgres";
import { expect, it } from "vitest";
import { testDatabase } from "./test-database.ts";

it("gives each caller a migrated database of its own and takes it away", async () => {
  let name: string;
  {
    await using first = await testDatabase();
    await using second = await testDatabase();
    name = first.name;
    expect(second.name).not.toBe(first.name);
    await using sql = connect(first.applicationUrl);
    expect(await sql.client`select id from users`).toEqual([]);
  }
  await using other = await testDatabase();
  await using sql = connect(other.superuserUrl);
  expect(await sql.client`select 1 from pg_database where datname = ${name}`).toEqual([]);
});

it("drops the database of a test that left a connection open", async () => {
  const database = await testDatabase();
  await using left = connect(database.applicationUrl);
  await left.client`select 1`;
  await database[Symbol.asyncDispose]();
  await expect(left.client`select 1`).rejects.toThrow();
});

function connect(url: string): AsyncDisposable & { readonly client: postgres.Sql } {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  return { client, [Symbol.asyncDispose]: () => client.end({ timeout: 1 }) };
}
