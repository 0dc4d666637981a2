import { defineConfig } from "rolldown";

/** Everything is plain JavaScript, so one file is all that a gateway's host needs besides Node. */
const oneFile = (name: string) =>
  defineConfig({
    input: `src/${name}.ts`,
    platform: "node",
    output: { file: `dist/${name}.js`, format: "esm", sourcemap: true, codeSplitting: false },
  });

export default [oneFile("gateway"), oneFile("simulated-gateway")];
