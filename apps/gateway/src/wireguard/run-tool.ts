import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

/** Runs a command to its end and answers what it wrote. */
export type RunTool = (command: string, args: readonly string[], input?: string) => Promise<string>;

/** None of the tools takes longer unless it hangs. */
const patienceMs = 10_000;

/**
 * Runs tools found in `searchPath` without a shell and without the agent's environment. Each runs in its own session, so
 * that a Ctrl-C meant for the agent neither interrupts `wg` nor ends a userspace WireGuard process that a tool started.
 * @throws {Error} where it cannot be run, fails, or hangs: with its own words, and no more than the start of its arguments.
 */
export function toolsIn(searchPath: string): RunTool {
  return async (command, args, input = "") => {
    const child = spawn(command, args, {
      env: { PATH: searchPath },
      detached: true,
      timeout: patienceMs,
      killSignal: "SIGKILL",
    });
    const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
      child.once("error", reject).once("close", (code, signal) => resolve(signal ?? code ?? 0));
    });
    // A tool that fails early closes its input; its exit code says why.
    child.stdin.on("error", () => {}).end(input);
    const [end, said, complaint] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    if (end === 0) return said;
    throw new Error(`${[command, ...args.slice(0, 6)].join(" ")} ended with ${end}: ${complaint.trim()}`);
  };
}
