import { execFile } from "node:child_process";

/** Runs a command to its end: what it wrote, or undefined where it is not there, may not, fails or hangs. */
export type RunTool = (command: string, ...args: string[]) => Promise<string | undefined>;

/** None of the tools takes longer unless it hangs. */
const patienceMs = 10_000;
/** A ruleset of a busy host is long. */
const outputMax = 16 * 1024 * 1024;

/** Runs tools found by this environment, with arguments as they are: there is no shell. They answer in English. */
export function toolsIn(env: Readonly<Record<string, string>>): RunTool {
  return (command, ...args) =>
    new Promise((resolve) => {
      const options = { env: { ...env, LC_ALL: "C" }, timeout: patienceMs, maxBuffer: outputMax };
      execFile(command, args, options, (error, said) => resolve(error ? undefined : said));
    });
}
