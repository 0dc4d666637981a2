import { cp, mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { closeDatabase, type Database, openDatabase } from "@portcullis/db/client";
import { emptyDatabase, type TestDatabase } from "@portcullis/testing/test-database";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";

const migrations = fileURLToPath(new URL("../../../db/migrations", import.meta.url));

/** A database as it was before a migration, such as `audit_chain`, and its owner's pool. Nothing is granted in it yet. */
export async function olderDatabase(migration: string): Promise<TestDatabase & { readonly owner: Database }> {
  await using building = new AsyncDisposableStack();
  const database = building.use(await emptyDatabase());
  const owner = openDatabase(database.ownerUrl, { applicationName: "portcullis-test-owner", max: 2 });
  building.defer(() => closeDatabase(owner));
  await using folder = await mkdtempDisposable(join(tmpdir(), "migrations-"));
  await applyMigrations(owner, { migrationsFolder: await migrationsBefore(migration, folder.path) });
  const stack = building.move();
  return { ...database, owner, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** The migrations up to that one, without it. */
async function migrationsBefore(migration: string, folder: string): Promise<string> {
  await cp(migrations, folder, { recursive: true });
  const path = join(folder, "meta/_journal.json");
  const journal = JSON.parse(await readFile(path, "utf8")) as { entries: { tag: string }[] };
  const end = journal.entries.findIndex(({ tag }) => tag.endsWith(`_${migration}`));
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, end) }));
  return folder;
}
