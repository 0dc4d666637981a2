import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";

/** One record and the lines it spans, or why they are none. */
export type CsvLine = { readonly line: number; readonly lastLine: number } & (
  | { readonly fields: readonly string[]; readonly fault?: never }
  | { readonly fault: string; readonly fields?: never }
);

/** A quote that is never closed would take the rest of the file for one field. Characters; an honest record has a few hundred. */
const recordMaxLength = 64 * 1024;
/** How much of the file is looked at for its first line, in bytes. */
const headMax = 64 * 1024;

/**
 * Reads delimiter-separated text (RFC 4180) as it streams in, in bounded memory. The delimiter is the comma, semicolon or
 * tab of the first line: Excel writes the one of its country. A line that cannot be read is reported, and the next one is read.
 * @throws {Error} for a file in UTF-16
 */
export async function* readCsv(source: AsyncIterable<Uint8Array>): AsyncGenerator<CsvLine> {
  const { head, whole } = await peek(source);
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    throw new Error("The file is in UTF-16. Save it as CSV UTF-8.");
  }
  const faults: CsvLine[] = [];
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(head.toString("utf8").split(/\r?\n/, 1)[0] ?? ""),
    info: true,
    max_record_size: recordMaxLength,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      const line = Number(error?.["lines"] ?? 0);
      faults.push({ line, lastLine: line, fault: describe(error) });
      return undefined;
    },
  });
  const parsed: AsyncIterable<{ record: string[]; info: { lines: number } }> = pipeline(
    Readable.from(whole),
    parser,
    () => {},
  );
  for await (const { record, info } of parsed) {
    const line = info.lines - breaksWithin(record);
    while (faults[0] && faults[0].line < line) yield* faults.splice(0, 1);
    yield { line, lastLine: info.lines, fields: record };
  }
  yield* faults;
}

async function peek(source: AsyncIterable<Uint8Array>) {
  const chunks: Uint8Array[] = [];
  const rest = source[Symbol.asyncIterator]();
  for (let size = 0; size < headMax && !chunks.at(-1)?.includes(0x0a); ) {
    const { value, done } = await rest.next();
    if (done) break;
    chunks.push(value);
    size += value.length;
  }
  async function* whole() {
    yield* chunks;
    yield* { [Symbol.asyncIterator]: () => rest };
  }
  return { head: Buffer.concat(chunks), whole: whole() };
}

/** The one that occurs most often outside quotes. */
function delimiterOf(firstLine: string): string {
  const bare = firstLine.replace(/"[^"]*"/g, "");
  const count = (delimiter: string) => bare.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, next) => (count(next) > count(best) ? next : best));
}

function breaksWithin(record: readonly string[]): number {
  return record.reduce((sum, field) => sum + field.split("\n").length - 1, 0);
}

function describe(error: CsvError | undefined): string {
  if (error?.code === "CSV_QUOTE_NOT_CLOSED") return "a quote is opened and never closed";
  if (error?.code === "CSV_MAX_RECORD_SIZE") return `longer than ${recordMaxLength} characters; is a quote left open?`;
  return "not readable as CSV";
}
