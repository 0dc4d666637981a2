import { type ChildProcess, execFile, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { identityOf, isAlive } from "@portcullis/embedded-postgres/operating-system";

/**
 * Runs a command to its end, without a shell, and answers what it wrote.
 * @throws {Error} with the command's own words where it fails.
 */
export function command(name: string, args: readonly string[], input = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(name, args, (error, said, complaint) => {
      if (error) reject(new Error(`${[name, ...args].join(" ")}: ${complaint.trim() || error.message}`));
      else resolve(said);
    });
    child.stdin?.on("error", () => {}).end(input);
  });
}

/** A network of its own, like another host's; files are shared with this one, and so are Unix sockets. */
export interface Namespace extends AsyncDisposable {
  readonly name: string;
  /** Runs a command in it to its end. */
  readonly run: (name: string, args: readonly string[], input?: string) => Promise<string>;
  /** Starts a command in it; it ends with the namespace at the latest. */
  readonly start: (name: string, args: readonly string[], env?: NodeJS.ProcessEnv) => ChildProcess;
}

const prefix = "portcullis-test-";

/** Disposing of it kills whatever still runs in it. Namespaces of killed test runs go first. */
export async function openNamespace(id: string): Promise<Namespace> {
  await removeThoseOfDeadRuns();
  const own = identityOf(process.pid);
  const name = `${prefix}${own?.pid}-${own?.startedAt}-${id}`;
  await command("ip", ["netns", "add", name]);
  await command("ip", ["-n", name, "link", "set", "lo", "up"]);
  const inside = (inner: string, args: readonly string[]) => ["netns", "exec", name, inner, ...args];
  return {
    name,
    run: (inner, args, input) => command("ip", inside(inner, args), input),
    start: (inner, args, env) =>
      spawn("ip", inside(inner, args), { stdio: ["ignore", "pipe", "pipe"], ...(env && { env }) }),
    [Symbol.asyncDispose]: () => removeNamespace(name),
  };
}

async function removeNamespace(name: string): Promise<void> {
  const inside = async () => (await command("ip", ["netns", "pids", name])).split("\n").filter(Boolean).map(Number);
  // First as one asks, so that each removes its socket.
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    for (const pid of await inside()) kill(pid, signal);
    for (let looks = 0; looks < 40 && (await inside()).length > 0; looks++) await sleep(25);
  }
  await command("ip", ["netns", "del", name]);
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended meanwhile.
  }
}

/** A run that was killed could not clean up; a namespace's name says which process it was. */
async function removeThoseOfDeadRuns(): Promise<void> {
  for (const line of (await command("ip", ["netns", "list"])).split("\n")) {
    const [name = ""] = line.split(" ");
    if (!name.startsWith(prefix)) continue;
    const [pid, startedAt] = name.slice(prefix.length).split("-");
    if (isAlive({ pid: Number(pid), startedAt: startedAt ?? "" })) continue;
    // Another run may be removing it too.
    await removeNamespace(name).catch(() => {});
  }
}
