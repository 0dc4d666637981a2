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
