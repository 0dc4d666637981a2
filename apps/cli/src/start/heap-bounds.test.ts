import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const boundsIn = (path: string) =>
  readFileSync(join(import.meta.dirname, "../../../..", path), "utf8").match(/--max-[a-z-]+-size=\d+/g) ?? [];

const launcher = boundsIn("apps/cli/src/start/services.ts");
/** As the launcher names them. */
const [console, worker] = [launcher.slice(0, 2), launcher.slice(2)];

it.each([
  ["apps/console/deploy/portcullis-console.service", console],
  ["apps/worker/deploy/portcullis-worker.service", worker],
  ["Containerfile", console],
  ["docs/operations.md", worker],
  ["packages/system-tests/src/bench/serve/programs.ts", launcher],
])("%s bounds heaps as the launcher does", (path, bounds) => {
  expect(launcher).toHaveLength(4);
  expect(boundsIn(path)).toEqual(bounds);
});
