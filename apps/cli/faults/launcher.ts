import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "@portcullis/embedded-postgres/operating-system";

export const startScript = fileURLToPath(new URL("../src/start.ts", import.meta.url));

/** A data folder and a port of a test's own; disposing of it ends whatever still runs there. */
export async function place() {
  const dataFolder = await mkdtemp(join(tmpdir(), "portcullis-start-"));
  await chmod(dataFolder, 0o711);
  const port = await freePort();
  const env = { HOME: dataFolder, PORTCULLIS_DATA: dataFolder, PORT: String(port) };
  const launchers: ChildProcess[] = [];
  return {
    dataFolder,
    port,
    /** Runs `start`, or a script that runs it. */
    launch(more: Record<string, string> = {}, script = startScript, ...args: string[]) {
      const child = spawn(process.execPath, [script, ...args], {
        env: { ...env, ...more },
        stdio: ["ignore", "pipe", "pipe"],
      });
      launchers.push(child);
      return observe(child);
    },
    /** The database's processes: they name the folder. */
    database: async () => (await processes()).filter(({ command }) => command.includes(`${dataFolder}/database`)),
    async [Symbol.asyncDispose]() {
      for (const { pid } of launchers) {
        for (const child of pid ? await childrenOf(pid) : []) kill(child.pid, "SIGKILL");
        if (pid) kill(pid, "SIGKILL");
      }
      const left = (await processes()).filter(({ command }) => command.includes(`${dataFolder}/database`));
      for (const { pid } of left) kill(pid, "SIGQUIT");
      await rm(dataFolder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

function observe(child: ChildProcess) {
  let said = "";
  const saying = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      for (const look of saying) look();
    });
  }
  const ended = new Promise<number | string | null>((resolve) =>
    child.once("close", (code, signal) => resolve(signal ?? code)),
  );
  return {
    pid: child.pid ?? 0,
    ended,
    said: () => said,
    /** Resolves when it has said so; rejects with all it said when it ends before. */
    says: (part: string) =>
      new Promise<void>((resolve, reject) => {
        const look = () => said.includes(part) && resolve();
        saying.add(look);
        look();
        void ended.then((how) => reject(new Error(`It ended (${how}) without a word of "${part}": ${said}`)));
      }),
    signal: (signal: NodeJS.Signals) => child.kill(signal),
  };
}

/** Runs one of the operator's commands, such as `doctor`, to its end. */
export async function runScript(
  here: Awaited<ReturnType<typeof place>>,
  name: string,
  env: Record<string, string> = {},
  ...args: string[]
): Promise<{ readonly code: number | string | null; readonly said: string }> {
  const script = fileURLToPath(new URL(`../src/${name}.ts`, import.meta.url));
  const command = here.launch(env, script, ...args);
  return { code: await command.ended, said: command.said() };
}

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every process that is more than a zombie. */
export async function processes(): Promise<Process[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => readProcess(Number(pid)).catch(() => undefined)));
  return found.filter((each) => each !== undefined);
}

async function readProcess(pid: number): Promise<Process | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const command = (await readFile(`/proc/${pid}/cmdline`, "utf8")).replaceAll("\0", " ");
  const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return state === "Z" ? undefined : { pid, parent: Number(parent), command };
}

export const childrenOf = async (parent: number) => (await processes()).filter((each) => each.parent === parent);

export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself.
  }
}

export function isListening(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
