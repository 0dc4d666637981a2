import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { reconnectDelay } from "./driver.ts";

const top = join(import.meta.dirname, "../../../..");
const head = readFileSync(join(import.meta.dirname, "driver.ts"), "utf8").split("*/")[0] ?? "";
const faults = [...head.matchAll(/^ \* \| (.+?) \| (none|#\d.*) \| `(.+)`: (.+) \|$/gm)].map(
  ([, fault, , file, test]) => ({
    fault,
    file,
    test,
  }),
);

it("reads the list of faults", () => expect(faults.length).toBeGreaterThan(20));

it.each(faults)("has a test of this fault: $fault", ({ file, test }) => {
  const tests = globSync(`{apps,packages}/*/src/**/${file}`, { cwd: top }).map((path) =>
    readFileSync(join(top, path), "utf8"),
  );
  expect(tests.some((text) => text.includes(`${test}`))).toBe(true);
});

it("connects again within a second, however often it was lost", () => {
  for (const attempts of [0, 1, 5, 50, 1_000]) {
    expect(reconnectDelay(attempts)).toBeGreaterThan(0);
    expect(reconnectDelay(attempts)).toBeLessThanOrEqual(1);
  }
});
