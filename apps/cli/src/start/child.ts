import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { openLog } from "./log-file.ts";
import type { Service } from "./service.ts";

/** What a service may take to finish what it has begun, in milliseconds. */
const graceMs = 10_000;

/** One running process of a service. */
export interface Child {
  /** How it ended, for a sentence: "exit code 1". */
  readonly ended: Promise<string>;
  /** Asks it to end, insists after ten seconds, and waits for it. */
  stop(): Promise<void>;
}

/**
 * Starts a service in a session of its own, so that Ctrl-C reaches the launcher alone and things end in order. The IPC
 * channel carries nothing: when it closes, the launcher is gone, and the service ends by itself.
 */
export async function startChild(service: Service): Promise<Child> {
  await using log = await openLog(service.logFile);
  const child = spawn(process.execPath, service.args, {
    cwd: service.cwd,
    env: service.env,
    detached: true,
    stdio: ["ignore", log.fd, log.fd, "ipc"],
  });
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ? `killed by ${signal}` : `exit code ${code}`));
  });
  const stop = async () => {
    signalGroup(child, "SIGTERM");
    const late = new AbortController();
    const isLate = delay(graceMs, true, { signal: late.signal }).catch(() => false);
    if (await Promise.race([isLate, ended.then(() => false)])) signalGroup(child, "SIGKILL");
    late.abort();
    await ended;
  };
  return { ended, stop };
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
