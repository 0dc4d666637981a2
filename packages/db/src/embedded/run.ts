import { spawn } from "node:child_process";
import type { ServerIdentity } from "./identity.ts";

/**
 * Runs one of PostgreSQL's programs to its end, as the server's user, in no folder of the caller's and without the
 * caller's environment, in which PGDATA and its kin would change what it does.
 * @throws with what the program said
 */
export async function run(program: string, args: readonly string[], identity: ServerIdentity): Promise<void> {
  const child = spawn(program, args, {
    ...identity,
    cwd: "/",
    env: { NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += String(chunk)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code === 0) return;
  const reason = said.split("\n").find((line) => /\b(error|FATAL|PANIC):/.test(line)) ?? said.trim();
  throw new Error(`${program} failed: ${reason || `exit code ${code}`}`);
}
