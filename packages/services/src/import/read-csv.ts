import { parse } from "csv-parse/sync";
import { decodeText } from "./decode-text.ts";
import { lineMaxLength, readLines, type TextLine } from "./read-lines.ts";

/** One record and the lines it spans, or why they are none. */
export type CsvLine = { readonly line: number; readonly lastLine: number } & (
  | { readonly fields: readonly string[]; readonly fault?: never }
  | { readonly fault: string; readonly fields?: never }
);

/** Lines of one record at most: a quote that is never closed would take the rest of the file for one field. */
const recordLinesMax = 200;

/**
 * Reads delimiter-separated text (RFC 4180) as a stream in bounded memory; the delimiter is that of a line `sep=;`, else the
 * comma, semicolon or tab of the first line. A record that cannot be read is reported with its first line, and reading
 * continues after that line.
 */
export async function* readCsv(source: AsyncIterable<Uint8Array>): AsyncGenerator<CsvLine> {
  const lines = readAhead(readLines(decodeText(source)));
  let delimiter: string | undefined;
  for (let next = await lines.next(); next; next = await lines.next()) {
    const { line, text } = next;
    if (text === undefined) {
      yield { line, lastLine: line, fault: `longer than ${lineMaxLength} characters; is a closing quote missing?` };
      continue;
    }
    if (text.trim() === "" || (delimiter === undefined && isTypeLine(text))) continue;
    const said = delimiter === undefined ? /^"?sep=([,;\t|])"?$/i.exec(text.trim())?.[1] : undefined;
    if (said !== undefined) delimiter = said;
    else {
      delimiter ??= delimiterOf(text);
      yield await readRecord(line, text, lines, delimiter);
    }
  }
}

/** What `Export-Csv` of Windows PowerShell writes above the header. */
const isTypeLine = (text: string) => text.startsWith("#TYPE ");

async function readRecord(line: number, text: string, lines: ReadAhead, delimiter: string): Promise<CsvLine> {
  if (!text.includes('"')) return { line, lastLine: line, fields: text.split(delimiter) };
  const first = tryParse(text, delimiter, { isStrict: false });
  if (first) return { line, lastLine: line, fields: first };
  let record = text;
  const seen: TextLine[] = [];
  for (let next = await lines.next(); next; next = await lines.next()) {
    seen.push(next);
    if (next.text === undefined || seen.length >= recordLinesMax) break;
    record += `\n${next.text}`;
    if (record.length > lineMaxLength) break;
    // Only a quote can close it, and a record of several lines must obey all rules: else the first quote is the mistake.
    const fields = next.text.includes('"') ? tryParse(record, delimiter, { isStrict: true }) : undefined;
    if (fields) return { line, lastLine: next.line, fields };
  }
  lines.putBack(seen);
  return { line, lastLine: line, fault: "a quote is opened and never closed" };
}

/** The one record of this text; undefined where a quote is left open, or misplaced while `isStrict`. */
function tryParse(text: string, delimiter: string, { isStrict }: { readonly isStrict: boolean }) {
  try {
    const records = parse(text, {
      delimiter,
      max_record_size: 0,
      record_delimiter: "\u0000",
      relax_column_count: true,
      relax_quotes: !isStrict,
    });
    return records[0];
  } catch {
    return undefined;
  }
}

interface ReadAhead {
  readonly next: () => Promise<TextLine | undefined>;
  readonly putBack: (lines: readonly TextLine[]) => void;
}

function readAhead(source: AsyncGenerator<TextLine>): ReadAhead {
  let waiting: TextLine[] = [];
  return {
    next: async () => {
      const known = waiting.shift();
      if (known) return known;
      const { value, done } = await source.next();
      return done ? undefined : value;
    },
    putBack: (lines) => {
      waiting = [...lines, ...waiting];
    },
  };
}

/** The one that occurs most often outside quotes. */
function delimiterOf(firstLine: string): string {
  const bare = firstLine.replace(/"[^"]*"/g, "");
  const count = (delimiter: string) => bare.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, next) => (count(next) > count(best) ? next : best));
}
