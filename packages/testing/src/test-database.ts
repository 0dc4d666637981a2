import { type DatabaseUrls, urlFor } from "@portcullis/db/bootstrap";
import postgres from "postgres";
import { inject } from "vitest";
import type { RunServer } from "./run-server.ts";

/** The two roles of a database that holds nothing real, named as `start` names them. */
export const roles = {
  owner: { name: "portcullis_owner", password: "owner" },
  application: { name: "portcullis_app", password: "application" },
} as const;

/** A database of one's own without a schema, as an operator makes it: its owner may fill it. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const database = await testDatabase();
  const superuser = postgres(database.superuserUrl, { max: 1, onnotice: () => {} });
  try {
    await superuser`drop schema public, drizzle cascade`;
    // As `template0` has it.
    await superuser`create schema public authorization pg_database_owner`;
    await superuser`grant usage on schema public to public`;
  } finally {
    await superuser.end();
  }
  return database;
}

declare module "vitest" {
  /** What the run's set-up gives to every test file. */
  export interface ProvidedContext {
    runServer: RunServer;
  }
}

export interface TestDatabase extends DatabaseUrls, AsyncDisposable {
  readonly name: string;
  /** Of the superuser, inside this database. */
  readonly superuserUrl: string;
}

/**
 * A migrated, empty database of one's own: a copy of the run's template. It is dropped at disposal, by force: whoever is
 * still connected loses the connection.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject("runServer");
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  await asSuperuser(server.superuserUrl, async (sql) => {
    await sql`create database ${sql(name)} template ${sql(server.template)}
      owner ${sql(server.owner.name)} strategy file_copy`;
    // A copy has its tables' grants and not its own.
    await sql`revoke all on database ${sql(name)} from public`;
    await sql`grant connect on database ${sql(name)} to ${sql(server.application.name)}`;
  });
  const superuserUrl = new URL(server.superuserUrl);
  superuserUrl.pathname = `/${name}`;
  return {
    name,
    superuserUrl: superuserUrl.href,
    ownerUrl: urlFor(server.superuserUrl, name, server.owner),
    applicationUrl: urlFor(server.superuserUrl, name, server.application),
    [Symbol.asyncDispose]: () =>
      asSuperuser(server.superuserUrl, async (sql) => {
        await sql`drop database if exists ${sql(name)} with (force)`;
      }),
  };
}

async function asSuperuser(url: string, work: (sql: postgres.Sql) => Promise<void>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}
