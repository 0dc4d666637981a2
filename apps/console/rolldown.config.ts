import { defineConfig } from "rolldown";

/** Everything in one file but Next, which is loaded from where it is installed, and native modules, which cannot be bundled. */
export default defineConfig({
  input: "server.ts",
  platform: "node",
  external: [/^next($|\/)/, "@node-rs/argon2", "sharp"],
  output: { file: "dist/server.js", format: "esm", sourcemap: true, codeSplitting: false },
});
