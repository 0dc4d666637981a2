import { readdir } from "node:fs/promises";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";

const schema = new URL("./schema/", import.meta.url);

/** Everything that the Drizzle schema exports: tables, views and what their columns are made with. */
export async function readSchema(): Promise<Readonly<Record<string, unknown>>> {
  const files = (await readdir(schema)).filter((name) => !name.endsWith(".test.ts"));
  const modules = await Promise.all(files.map((name) => import(new URL(name, schema).href) as Promise<object>));
  return Object.assign({}, ...modules) as Record<string, unknown>;
}

/**
 * The statements that make a schema in an empty database, as Drizzle would write them in one migration. For tests: what they make is
 * compared with what the migrations made.
 */
export async function schemaStatements(exported: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  return generateMigration(generateDrizzleJson({}), generateDrizzleJson({ ...exported }));
}
