import { openDemo } from "./demo/open-demo.ts";
import { show } from "./demo/show.ts";
import { consoleUrl } from "./env.ts";

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopping.abort());

try {
  console.log("Setting up a network of one gateway and three laptops …");
  await using demo = await openDemo(consoleUrl());
  console.log(`Each laptop sends a packet every 10 ms. Deactivate its user and watch; Ctrl-C removes everything.
${demo.pages.map((page) => `  ${page}\n`).join("")}`);
  await show(demo.laptops, process.stdout, stopping.signal);
  console.log("Removing the network …");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
