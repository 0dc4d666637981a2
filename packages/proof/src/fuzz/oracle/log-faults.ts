import type { Program } from "@portcullis/testing/program";

/** What a log must not say after requests that were all somebody's own mistake: errors, and whatever is no log line. */
export function logFaults({ said }: Pick<Program, "said">, since: number): string[] {
  return said()
    .slice(since)
    .split("\n")
    .filter((line) => line !== "" && !isHarmless(line));
}

/** pino's number for a warning. */
const warning = 40;

function isHarmless(line: string): boolean {
  try {
    const { level } = JSON.parse(line) as { level?: unknown };
    return typeof level === "number" && level < warning;
  } catch {
    return false;
  }
}
