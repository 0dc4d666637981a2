import { defineConfig } from "rolldown";

export default defineConfig({
  input: "src/gateway.ts",
  platform: "node",
  // Everything is plain JavaScript, so one file is all that a gateway's host needs besides Node.
  output: { file: "dist/gateway.js", format: "esm", sourcemap: true, codeSplitting: false },
});
