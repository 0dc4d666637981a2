import { spawn } from "node:child_process";
import { realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** Whom the server runs as. `undefined`: the user who starts it. */
export type ServerIdentity = { readonly uid: number; readonly gid: number } | undefined;

/** PostgreSQL refuses to run as root; `nobody` has this id on Debian, Fedora and their kin. */
const nobody = { uid: 65_534, gid: 65_534 };

export function serverIdentity(): ServerIdentity {
  return process.geteuid?.() === 0 ? nobody : undefined;
}

const othersMayRead = 0o004;
const othersMayEnter = 0o001;

/** Whether another user (here: `nobody`) may read the file, or enter the folder, and every folder above it. */
export async function isReachableByOthers(path: string): Promise<boolean> {
  const real = await realpath(path);
  const found = await stat(real);
  if (!found.isDirectory() && !(found.mode & othersMayRead)) return false;
  for (let at = found.isDirectory() ? real : dirname(real); ; at = dirname(at)) {
    if (!((await stat(at)).mode & othersMayEnter)) return false;
    if (at === dirname(at)) return true;
  }
}

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
