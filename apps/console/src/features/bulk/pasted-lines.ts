/** What names somebody or something in a pasted text, and the line where it stands, counted from 1. */
export interface PastedLine {
  readonly line: number;
  readonly text: string;
}

/** Characters of one entry that the API takes. */
const entryMax = 500;

/** Entries of a pasted text: lines, or what commas, semicolons and tabs separate in one. `Ada <ada@acme.test>` means the address. */
export function readPastedLines(pasted: string): PastedLine[] {
  return pasted.split(/\r\n?|\n/).flatMap((line, at) =>
    line
      .split(/[,;\t]/)
      .map((part) => (/<([^<>]+)>\s*$/.exec(part)?.[1] ?? part).trim())
      .filter((part) => part !== "")
      .map((part) => ({ line: at + 1, text: part.slice(0, entryMax) })),
  );
}
