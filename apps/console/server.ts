import { dirname, join } from "node:path";
import { startConsole } from "./src/server/start.ts";

/** In `dist` when bundled, beside `next.config.ts` when run from source. */
const here = import.meta.dirname;
const directory = here.endsWith("dist") ? dirname(here) : join(here);

try {
  const running = await startConsole(directory);
  const end = () => {
    void running.stop().then(() => process.exit(0));
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  // The launcher died: nobody is left to stop us.
  process.once("disconnect", end);
  process.send?.({ kind: "ready", port: running.port });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
