import { type ChildProcess, spawn } from "node:child_process";
import { type FileHandle, open, rename, stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { databaseUnreachableExitCode } from "@portcullis/db/unavailable";
import type { Service } from "./service.ts";

/** One older file is kept beside it: a log takes twice this at most when nothing is ever restarted for long. */
const maxBytes = 10 * 1024 * 1024;

/** Opens a log for appending, readable by its owner alone; one that has grown large is set aside first. */
async function openLog(path: string): Promise<FileHandle> {
  const found = await stat(path).catch(() => undefined);
  if (found && found.size > maxBytes) await rename(path, `${path}.1`);
  return open(path, "a", 0o600);
}

/** What a service may take to finish what it has begun, in milliseconds. */
const graceMs = 10_000;

/** How a process ended. */
export interface End {
  /** For a sentence: "exit code 1". */
  readonly how: string;
  /** Whether it said that another try may do better: the database did not answer. */
  readonly isTemporary: boolean;
}

/** One running process of a service. */
export interface Child {
  readonly ended: Promise<End>;
  /** Lost where the process is gone. */
  send(message: Readonly<Record<string, unknown>>): void;
  /** Asks it to end, insists after ten seconds, and waits for it. */
  stop(): Promise<void>;
}

/**
 * Starts a service in a session of its own, so that Ctrl-C reaches the launcher alone and things end in order. When the IPC
 * channel closes, the launcher is gone, and the service ends by itself.
 */
export async function startChild(service: Service): Promise<Child> {
  await using log = await openLog(service.logFile);
  const child = spawn(process.execPath, service.args, {
    cwd: service.cwd,
    env: service.env,
    detached: true,
    stdio: ["ignore", log.fd, log.fd, "ipc"],
  });
  const ended = new Promise<End>((resolve) => {
    child.once("error", (error) => resolve({ how: error.message, isTemporary: false }));
    child.once("exit", (code, signal) =>
      resolve({
        how: signal ? `killed by ${signal}` : `exit code ${code}`,
        isTemporary: code === databaseUnreachableExitCode,
      }),
    );
  });
  const stop = async () => {
    signalGroup(child, "SIGTERM");
    const late = new AbortController();
    const isLate = delay(graceMs, true, { signal: late.signal }).catch(() => false);
    if (await Promise.race([isLate, ended.then(() => false)])) signalGroup(child, "SIGKILL");
    late.abort();
    await ended;
  };
  const send: Child["send"] = (message) => {
    if (child.connected) child.send(message, () => {});
  };
  return { ended, stop, send };
}

/** The whole group: Next.js has processes of its own when it compiles. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It ended between the look and the signal.
  }
}
