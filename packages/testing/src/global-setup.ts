import type { TestProject } from "vitest/node";
import { startRunServer } from "./run-server.ts";

/** Once per run, for every project in it. Ends the server when the run ends or is interrupted; the next run ends that of a killed one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { server, stop } = await startRunServer();
  project.provide("runServer", server);
  return stop;
}
