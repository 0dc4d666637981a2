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
}
