import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const top = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(top, path), "utf8");
const namesIn = (text: string, form: RegExp) => [...text.matchAll(form)].map(([, name]) => name);

it("tells of every metric that there is, and of no other", () => {
  const sources = globSync("{apps,packages}/*/src/**/*.ts", { cwd: top }).filter((path) => !path.endsWith(".test.ts"));
  const counting = sources.map(read).filter((text) => text.includes('from "prom-client"'));
  const counted = counting.flatMap((text) => namesIn(text, /"(portcullis_[a-z_]+)"/g));
  const described = namesIn(read("packages/runtime/README.md"), /^\| `(portcullis_[a-z_]+)`/gm);
  expect(counted.length).toBeGreaterThan(0);
  expect(new Set(described)).toEqual(new Set(counted));
});
