import { parse } from "csv-parse/sync";

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

/** A line without its break. `text` is undefined where it is longer than `lineMaxLength`. */
export interface TextLine {
  /** As an editor counts, from 1. */
  readonly line: number;
  readonly text: string | undefined;
}

/** Characters; an honest record has a few hundred. */
export const lineMaxLength = 64 * 1024;

/** The lines of a text as it streams in, in bounded memory: of one that is too long the rest is passed over. */
export async function* readLines(source: AsyncIterable<string>): AsyncGenerator<TextLine> {
  let line = 1;
  let rest = "";
  let isTooLong = false;
  let endedInReturn = false;
  for await (const chunk of source) {
    // A break of two characters may lie in two chunks.
    const text = endedInReturn && chunk.startsWith("\n") ? chunk.slice(1) : chunk;
    if (chunk !== "") endedInReturn = chunk.endsWith("\r");
    const [first = "", ...others] = text.split(/\r\n|\n|\r/);
    rest += isTooLong ? "" : first;
    for (const other of others) {
      yield { line, text: isTooLong || rest.length > lineMaxLength ? undefined : rest };
      line++;
      isTooLong = false;
      rest = other;
    }
    if (rest.length > lineMaxLength) {
      isTooLong = true;
      rest = "";
    }
  }
  if (isTooLong || rest !== "") yield { line, text: isTooLong ? undefined : rest };
}

/** How much of a file tells its encoding, in bytes. */
const headBytes = 4;

/**
 * The text of a file as it streams in: UTF-8, or UTF-16 as Windows PowerShell and Excel write it. A byte order mark is left
 * out; what is not valid becomes U+FFFD.
 */
export async function* decodeText(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let head = Buffer.alloc(0);
  for await (const chunk of source) {
    if (decoder) yield decoder.decode(chunk, { stream: true });
    else {
      head = Buffer.concat([head, chunk]);
      if (head.length < headBytes) continue;
      decoder = new TextDecoder(encodingOf(head));
      yield decoder.decode(head, { stream: true });
    }
  }
  decoder ??= new TextDecoder(encodingOf(head));
  yield head.length < headBytes ? decoder.decode(head) : decoder.decode();
}

function encodingOf([first, second, third]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  // Without a mark: an ASCII character of two bytes.
  if (first !== 0 && second === 0 && third !== 0) return "utf-16le";
  return "utf-8";
}
