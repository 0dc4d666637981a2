import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import type { Namespace } from "./namespace.ts";

interface Started {
  readonly child: ChildProcess;
  readonly firstLine: string;
  readonly lines: Interface;
}

/** Starts one of the programs beside this file in a namespace; it is ready when it prints its first line. */
export async function startProgramIn(namespace: Namespace, program: string, ...args: string[]): Promise<Started> {
  const child = namespace.start(process.execPath, [join(import.meta.dirname, program), ...args]);
  if (!child.stdout) throw new Error(`${program} has no output.`);
  const lines = createInterface(child.stdout);
  const [firstLine] = await once(lines, "line");
  return { child, firstLine: String(firstLine), lines };
}

/** Answers each UDP packet with itself. Resolves with its port; ends with the namespace. */
export async function startEcho(namespace: Namespace): Promise<number> {
  return Number((await startProgramIn(namespace, "echo.ts")).firstLine);
}

export interface Relay {
  /** On the namespace's loopback. */
  readonly port: number;
  /** Passes nothing on any more and says so to nobody, until it goes on. */
  readonly freeze: () => void;
  readonly goOn: () => void;
}

/** Lets a namespace, which has no way to this host's network, reach a server that listens on a Unix socket. Ends with the namespace. */
export async function startRelay(namespace: Namespace, socketPath: string): Promise<Relay> {
  const { child, firstLine } = await startProgramIn(namespace, "relay.ts", socketPath);
  return { port: Number(firstLine), freeze: () => child.kill("SIGSTOP"), goOn: () => child.kill("SIGCONT") };
}

/** Lets this host reach a port of a namespace's loopback over a Unix socket. Ends with the namespace. */
export async function startWayIn(namespace: Namespace, socketPath: string, port: number): Promise<void> {
  await startProgramIn(namespace, "way-in.ts", socketPath, String(port));
}
