import { execFile } from "node:child_process";

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
