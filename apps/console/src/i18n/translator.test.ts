import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { messages } from "./translator.ts";

const folder = join(import.meta.dirname, "..");
const sources = globSync("**/*.{ts,tsx}", { cwd: folder })
  .filter((path) => !path.includes(".test."))
  .map((path) => readFileSync(join(folder, path), "utf8"))
  .join("\n");
/** Keys that are put together: `audit.event.${action}`. */
const families = [...sources.matchAll(/`([\w.]+\.)\$\{/g)].map(([, start]) => start ?? "");

const keysOf = (sentences: object, path = ""): string[] =>
  Object.entries(sentences).flatMap(([key, value]) =>
    typeof value === "string" ? [path + key] : keysOf(value as object, `${path}${key}.`),
  );

it("has no sentence that nothing shows", () => {
  const keys = keysOf(messages);
  expect(keys.length).toBeGreaterThan(1000);
  const isShown = (key: string) => sources.includes(`"${key}"`) || families.some((start) => key.startsWith(start));
  expect(keys.filter((key) => !isShown(key))).toEqual([]);
});
