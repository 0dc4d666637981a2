import { z } from "zod";

/** What a failure of each SQLSTATE class means (PostgreSQL manual, appendix A), in words that tell nothing of what is stored. */
const meanings: Readonly<Record<string, string>> = {
  "22": "The database refused a value in one of the records to change.",
  "23": "The database refused the change, because it contradicts another record.",
  "42": "The database lacks something that this version needs, or does not permit it. Run db:migrate, then try again.",
  "54": "The change is larger than a limit of the database.",
  "58": "The database met an error of its operating system.",
  P0: "A function or trigger in the database refused the change.",
  XX: "The database met an internal error.",
};
const unknown = "Something went wrong on our side.";

const details = " The worker's log has the details under the reference ";
const shown = new RegExp(`^[A-Z][^()]{0,120}\\.${details}[0-9a-f-]{36}\\.$`);

/**
 * What is stored, and shown, of why a batch failed: PostgreSQL's own text, which may repeat what people entered, stays in the log.
 * @param reference a UUID, by which the log is searched
 */
export function cascadeFailure(sqlState: string | undefined, reference: string): string {
  return `${meanings[sqlState?.slice(0, 2) ?? ""] ?? unknown}${details}${reference}.`;
}

/** Earlier releases have stored PostgreSQL's text: it is not shown. */
export const failureReason = z.string().transform((text) => (shown.test(text) ? text : unknown));
