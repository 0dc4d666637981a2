import type { Command } from "commander";
import { errorMessage } from "../start/error-message.ts";

/** Runs a command to its end; a mistake is a sentence on stderr and exit code 1. */
export async function runCommand(command: Command): Promise<void> {
  // A reader such as `head` that has seen enough.
  process.stdout.on("error", () => process.exit());
  try {
    await command.parseAsync(withoutSeparator(process.argv));
  } catch (error) {
    console.error(describe(error));
    process.exitCode = 1;
  }
}

/** Some package managers pass their own `--` on. */
function withoutSeparator(argv: readonly string[]): string[] {
  return argv.filter((arg, i) => !(i === 2 && arg === "--"));
}

/** The query builder's own message repeats the statement with its parameters: people's data, hashes. */
function describe(error: unknown): string {
  if (error instanceof Error && error.cause instanceof Error && error.message.startsWith("Failed query")) {
    return isMissingSchema(error.cause)
      ? "The database does not have the schema of this version yet. Run db:migrate or start first."
      : errorMessage(error.cause);
  }
  return errorMessage(error);
}

/** undefined_table, undefined_column, undefined_function. */
function isMissingSchema(error: Error): boolean {
  return "code" in error && ["42P01", "42703", "42883"].includes(String(error.code));
}
