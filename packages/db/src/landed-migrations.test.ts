import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { expect, it } from "vitest";
import landed from "../migrations/landed.json" with { type: "json" };
import journal from "../migrations/meta/_journal.json" with { type: "json" };
import { readSchema } from "./schema-statements.ts";

type Migrations = readonly (readonly [tag: string, hash: string])[];

/** A sentence for each migration that is not as it landed: databases have it, and never apply it again. */
function changed(known: Migrations, found: Migrations): readonly string[] {
  const added = found.slice(known.length);
  return [
    ...known.flatMap(([tag, hash], place) => {
      const [at, of] = found[place] ?? [];
      if (at !== tag) return [`${tag} landed at place ${place} of the journal, where ${at ?? "nothing"} is now`];
      return of === hash ? [] : [`${tag} was changed after it landed: put it back, and write the next one`];
    }),
    ...added.map(([tag, hash]) => `Add to migrations/landed.json: "${tag}": "${hash}"`),
  ];
}

it("keeps every migration that landed as it is, in its place", () => {
  const files = readMigrationFiles({ migrationsFolder: fileURLToPath(new URL("../migrations", import.meta.url)) });
  const found = journal.entries.map(({ tag }, place) => [tag, files[place]?.hash ?? ""] as const);
  expect(changed(Object.entries(landed), found)).toEqual([]);
  expect(found.length).toBeGreaterThan(50);
  // Those with an earlier time than the newest one that a database has are never applied to it.
  const times = journal.entries.map(({ when }) => when);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

const [a, b, c] = [["0000_a", "1"] as const, ["0001_b", "2"] as const, ["0002_c", "3"] as const];

it.each<[string, Migrations, readonly RegExp[]]>([
  ["one that was changed", [a, ["0001_b", "other"]], [/0001_b was changed/]],
  ["one that is gone", [a], [/0001_b landed at place 1 .* nothing is now/]],
  ["one that was put between", [a, c, b], [/0001_b landed at place 1 .* 0002_c is now/, /Add .* "0001_b"/]],
  ["one that is new", [a, b, c], [/Add to migrations\/landed\.json: "0002_c": "3"/]],
])("names %s", (_what, found, said) => {
  expect(changed([a, b], found)).toEqual(said.map((each) => expect.stringMatching(each) as string));
});

it("has a snapshot of the schema as it is, so that the next migration is generated with what changes and nothing else", async () => {
  const folder = new URL("../migrations/meta/", import.meta.url);
  const newest = readdirSync(folder)
    .filter((name) => name.endsWith("_snapshot.json"))
    .toSorted()
    .at(-1);
  const snapshot = JSON.parse(readFileSync(new URL(newest ?? "", folder), "utf8")) as ReturnType<
    typeof generateDrizzleJson
  >;
  expect(await generateMigration(snapshot, generateDrizzleJson({ ...(await readSchema()) }))).toEqual([]);
  for (const { idx, tag } of journal.entries) expect(tag.startsWith(`${String(idx).padStart(4, "0")}_`)).toBe(true);
});
