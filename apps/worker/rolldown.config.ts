import { defineConfig } from "rolldown";

export default defineConfig({
  input: "src/worker.ts",
  platform: "node",
  // postgres, drizzle and pino are plain JavaScript; pino's transports would spawn workers and are not used.
  output: { file: "dist/worker.js", format: "esm", sourcemap: true, codeSplitting: false },
});
