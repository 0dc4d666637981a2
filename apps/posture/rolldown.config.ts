import { defineConfig } from "rolldown";

export default defineConfig({
  input: "src/posture.ts",
  platform: "node",
  // Everything is plain JavaScript, so one file is all that a device needs besides Node.
  output: { file: "dist/posture.js", format: "esm", sourcemap: true, codeSplitting: false },
});
