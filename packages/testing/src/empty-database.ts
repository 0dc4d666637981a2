import postgres from "postgres";
import { type TestDatabase, testDatabase } from "./test-database.ts";

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
