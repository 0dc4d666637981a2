import { dirname, join } from "node:path";
import { databaseUnreachableExitCode, isDatabaseUnavailable } from "@portcullis/db/unavailable";
import { startConsole } from "./src/server/start.ts";
import { takeWorkerMessage } from "./src/server/worker-state.ts";

/** In `dist` when bundled, beside `next.config.ts` when run from source. */
const here = import.meta.dirname;
const directory = here.endsWith("dist") ? dirname(here) : join(here);

// From the launcher, perhaps before the console serves.
process.on("message", takeWorkerMessage);

try {
  const running = await startConsole(directory);
  const end = (isReplaced: boolean) => {
    void running.stop(isReplaced).then(() => process.exit(0));
  };
  process.once("SIGTERM", () => end(true));
  // Somebody at a terminal, who waits.
  process.once("SIGINT", () => end(false));
  // The launcher died: nobody is left to stop us.
  process.once("disconnect", () => end(false));
  process.send?.({ kind: "ready", port: running.port });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(isDatabaseUnavailable(error) ? databaseUnreachableExitCode : 1);
}
