import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const read = (path: string) => readFileSync(join(import.meta.dirname, "../../..", path), "utf8");
const all = (text: string, form: RegExp) => new Set([...text.matchAll(form)].map(([, name]) => name));

const alerts = read("packages/runtime/alerts.yml");

it("gives every alert a page, and every page an alert", () => {
  const raised = all(alerts, /^ +- alert: (\w+)$/gm);
  expect(raised.size).toBeGreaterThan(0);
  expect(all(read("docs/operations.md"), /^## (Portcullis\w+)$/gm)).toEqual(raised);
});

it("watches only metrics that there are", () => {
  const described = all(read("packages/runtime/README.md"), /^\| `(portcullis_[a-z_]+)`/gm);
  const watched = all(alerts, /(portcullis_[a-z_]+?)(?:_bucket|_count|_sum)?(?=[^a-z_])/g);
  expect(watched.size).toBeGreaterThan(0);
  expect([...watched].filter((name) => !described.has(name))).toEqual([]);
});
