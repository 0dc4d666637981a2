import { open } from "node:fs/promises";
import type { ImportLine, ImportOutcome } from "@portcullis/api/import/run-batch";

/** Control characters of a hostile file must not reach the terminal. */
const unprintable = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const shownMax = 300;
/** Refused lines that are shown one by one: somebody has to look at them. */
const refusedMax = 20;
/** Lines between two steps of the progress. */
const progressEvery = 1_000;

export type Counts = Readonly<Record<ImportOutcome, number>>;

export interface ReportOptions {
  /** A file for every line; it must not be there yet. */
  readonly file?: string | undefined;
  /** Said first, where there are lines at all. */
  readonly heading?: string;
  /** What the lines are of, for the progress. */
  readonly unit: string;
}

/** Prints what became of the lines, by kind, and the first that were refused; answers how many there were of each outcome. */
export async function printReport(
  lines: AsyncIterable<ImportLine> | Iterable<ImportLine>,
  { file, heading, unit }: ReportOptions,
): Promise<Counts> {
  const counts = { created: 0, unchanged: 0, skipped: 0 };
  const kinds = new Map<string, number>();
  const refused: string[] = [];
  await using report = file === undefined ? undefined : await openReport(file);
  let done = 0;
  for await (const line of lines) {
    counts[line.outcome]++;
    for (const kind of line.kinds) {
      const key = `${line.outcome}: ${clean(kind)}`;
      kinds.set(key, (kinds.get(key) ?? 0) + 1);
    }
    const text = formatLine(line);
    if (line.outcome === "skipped" && refused.length < refusedMax) refused.push(text);
    report?.write(`${text}\n`);
    if (++done % progressEvery === 0) showProgress(`${count(done)} ${unit} …`);
  }
  showProgress("");
  if (heading !== undefined && done > 0) console.log(heading);
  printRefused(refused, counts.skipped, file);
  for (const [kind, many] of kinds) console.log(`${count(many).padStart(10)}  ${kind}`);
  return counts;
}

const count = (many: number) => many.toLocaleString("en");

/** Whoever reads along sees one line that changes; a log does not fill with it. */
function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
}

function printRefused(refused: readonly string[], all: number, file: string | undefined): void {
  for (const text of refused) console.log(text);
  if (all <= refused.length) return;
  const where = file === undefined ? "--report FILE writes all of them" : `${file} contains all of them`;
  console.log(`… and ${count(all - refused.length)} more that were skipped; ${where}.`);
}

/** Names and addresses of people: for the operator's eyes only. */
async function openReport(name: string) {
  const file = await open(name, "wx", 0o600).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    throw new Error(`${name} cannot be written: ${code === "EEXIST" ? "it already exists" : String(code ?? error)}.`);
  });
  const stream = file.createWriteStream();
  return {
    write: (text: string) => stream.write(text),
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => {
        stream.end(resolve);
      });
    },
  };
}

const clean = (text: string) => {
  const printable = text.replace(unprintable, "\uFFFD");
  return (printable.length > shownMax ? `${printable.slice(0, shownMax)}…` : printable).toWellFormed();
};

function formatLine({ line, what, outcome, detail }: ImportLine): string {
  const place = line === 0 ? "" : `line ${line}`;
  return `${place.padEnd(10)} ${outcome.padEnd(9)}  ${clean(`${what === "" ? "" : `${what}  `}${detail}`)}`;
}
