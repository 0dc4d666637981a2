import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const manifest = join(import.meta.dirname, "../../../../../apps/console/.next/app-path-routes-manifest.json");

/** Every route that Next built: a page that is added is fuzzed without a word here. */
export const routes: readonly string[] = Object.values(
  z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(manifest, "utf8"))),
);
