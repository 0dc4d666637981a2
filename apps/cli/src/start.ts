import { readStartEnv } from "./env.ts";
import { errorMessage } from "./start/error-message.ts";
import { runPortcullis } from "./start/run-portcullis.ts";
import { stopRequest } from "./start/stop-request.ts";

const stop = stopRequest();
try {
  const isDevelopment = process.argv.includes("--dev");
  const env = await readStartEnv();
  const demo = process.argv.includes("--demo") ? true : env.demo;
  await runPortcullis({ env: { ...env, demo }, isDevelopment, stop, print: (sentence) => console.log(sentence) });
  process.exit(0);
} catch (error) {
  console.error(errorMessage(error));
  process.exit(1);
}
