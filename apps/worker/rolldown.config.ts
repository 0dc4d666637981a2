import { defineConfig } from "rolldown";

export default defineConfig({
  input: "src/worker.ts",
  platform: "node",
  // postgres, drizzle and pino are plain JavaScript; pino's transports would spawn workers and are not used.
  // Mails and traces are chunks of their own, loaded where they are configured.
  output: { dir: "dist", entryFileNames: "worker.js", format: "esm", sourcemap: true, cleanDir: true },
});
