import { spawn } from "node:child_process";
import { once } from "node:events";
import type { BuiltProgram } from "../../testing/programs.ts";
import type { Run } from "./keep-running.ts";

/** Starts a built program, ready or not; `hear` is told all that it writes. It ends with this process at the latest. */
export function startNode(program: BuiltProgram, hear: (text: string) => void): Run {
  const child = spawn(process.execPath, [program.script], {
    cwd: program.cwd,
    env: program.env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", hear);
  return { ended: once(child, "exit"), signal: (signal) => void child.kill(signal) };
}
