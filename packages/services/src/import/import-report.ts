/** What became of one line of an import. */
export type ImportOutcome = "created" | "unchanged" | "skipped";

export interface ImportLine {
  /** As an editor counts, from 1; 0 for what no line of the file stands for. */
  readonly line: number;
  /** Who or what the line is about, as far as it could be read. */
  readonly what: string;
  readonly outcome: ImportOutcome;
  /** The decision in words: the status given, the field refused, the difference found. */
  readonly detail: string;
  /** The same without what differs from line to line, for a summary. */
  readonly kinds: readonly string[];
}

/** What is to be said of a line; `kind` where the text names something of this line alone. */
export interface Note {
  readonly text: string;
  readonly kind?: string;
}

export type Decision = Pick<ImportLine, "outcome" | "detail" | "kinds">;

export function decide(outcome: ImportOutcome, ...notes: readonly (Note | undefined)[]): Decision {
  const said = notes.flatMap((note) => note ?? []);
  return {
    outcome,
    detail: said.map(({ text }) => text).join("; "),
    kinds: said.map(({ text, kind = text }) => kind),
  };
}
