import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const boundsIn = (path: string) =>
  readFileSync(join(import.meta.dirname, "../../../..", path), "utf8").match(/--max-[a-z-]+-size=\d+/g);

const launcher = "apps/cli/src/start/services.ts";

it.each([
  "apps/console/deploy/portcullis-console.service",
  "apps/worker/deploy/portcullis-worker.service",
  "Containerfile",
  "packages/system-tests/src/bench/serve/programs.ts",
])("%s bounds the heap as the launcher does", (path) => {
  expect(boundsIn(path)).toHaveLength(2);
  expect(boundsIn(path)).toEqual(boundsIn(launcher));
});
