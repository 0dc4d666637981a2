import { execFile } from "node:child_process";
import { chownSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { promisify } from "node:util";

/** PostgreSQL refuses to run as root: then it runs as `nobody`, by the numbers that Linux distributions give it. */
const nobody = { uid: 65_534, gid: 65_534 };

/** The account that the server's programs get; undefined: that of this process. */
export function serverAccount(): typeof nobody | undefined {
  return process.getuid?.() === 0 ? nobody : undefined;
}

/** Hands a file or folder to the server's account. */
export function giveToServer(path: string): void {
  const account = serverAccount();
  if (account) chownSync(path, account.uid, account.gid);
}

/** Whether the server's account may enter every folder on the way to `path` and read what lies there. */
export function serverCanReach(path: string): boolean {
  if (!serverAccount()) return true;
  for (let at = resolve(path); ; at = dirname(at)) {
    const { mode, uid } = statSync(at);
    const needed = at === resolve(path) ? 0o5 : 0o1;
    if (uid !== nobody.uid && (mode & needed) !== needed) return false;
    if (at === dirname(at)) return true;
  }
}

/** Runs a program of PostgreSQL to its end, with an environment that says nothing about ours. @throws with its stderr */
export async function runAsServer(file: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(file, args, {
    ...serverAccount(),
    cwd: "/",
    env: { PATH: "/usr/local/bin:/usr/bin:/bin", TZ: "UTC" },
  });
  return stdout;
}
