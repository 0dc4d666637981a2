import type { ImportLine, ImportOutcome } from "@portcullis/services/import/import-report";

/** Control characters of a hostile file must not reach the terminal. */
const unprintable = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const shownMax = 300;

/** Prints each line as it is decided; answers how many there were of each kind. */
export async function printReport(
  lines: AsyncIterable<ImportLine> | Iterable<ImportLine>,
): Promise<Readonly<Record<ImportOutcome, number>>> {
  const count = { created: 0, unchanged: 0, skipped: 0 };
  for await (const line of lines) {
    count[line.outcome]++;
    console.log(formatLine(line));
  }
  return count;
}

function formatLine({ line, what, outcome, detail }: ImportLine): string {
  const place = line === 0 ? "" : `line ${line}`;
  const text = `${what === "" ? "" : `${what}  `}${detail}`.replace(unprintable, "\uFFFD");
  const shown = text.length > shownMax ? `${text.slice(0, shownMax)}…` : text;
  return `${place.padEnd(10)} ${outcome.padEnd(9)}  ${shown.toWellFormed()}`;
}
