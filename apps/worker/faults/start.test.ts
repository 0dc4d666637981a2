import { environment } from "@portcullis/testing/env";
import { startProgram } from "@portcullis/testing/program";
import { expect, it } from "vitest";
import { workerFolder } from "./testing/worker.ts";

const unreachable = "postgres://app:secret@127.0.0.1:1/portcullis";

function start(env: Record<string, string>) {
  return startProgram({
    script: "dist/worker.js",
    cwd: workerFolder,
    env: { ...environment(), ...env },
    readyUrl: "http://127.0.0.1:1/health/ready",
  });
}

it.each([
  [{}, "DATABASE_URL must be a postgres:// URL of the application role."],
  [{ DATABASE_URL: "mysql://localhost/x" }, "DATABASE_URL must be a postgres:// URL of the application role."],
  [
    { DATABASE_URL: unreachable, HEALTH_PORT: "70000" },
    "HEALTH_PORT must be a port from 0 to 65535; 0 takes any free one.",
  ],
  [
    { DATABASE_URL: unreachable, HEALTH_PORT: "http" },
    "HEALTH_PORT must be a port from 0 to 65535; 0 takes any free one.",
  ],
  [{ DATABASE_URL: unreachable, LOG_LEVEL: "loud" }, "LOG_LEVEL must be debug, info, warn, error or silent."],
  [{ DATABASE_URL: unreachable }, "The database cannot be reached: connect ECONNREFUSED 127.0.0.1:1"],
])("refuses to start with %o, in one sentence that tells no secret", async (env, sentence) => {
  await expect(start(env)).rejects.toThrow(`dist/worker.js ended: ${sentence}\n`);
});
