/** Somebody or something in a sentence: where it leads, and the end of its id where it has no name any more. */
export interface Named {
  readonly name: string;
  readonly href: string | null;
  readonly id: string | null;
}

/** A sentence whose names can be followed. */
export type Phrase = readonly (string | Named)[];

/** Puts names into a sentence: say`${actor} deactivated ${person}`. */
export function phrase(words: TemplateStringsArray, ...names: readonly (string | Named | Phrase)[]): Phrase {
  return words.flatMap((word, at) => [word, names[at] ?? ""].flat()).filter((part) => part !== "");
}

/** Ids begin with the time they were made at, so it is their ends that tell them apart. */
export const shortId = (id: string) => id.slice(-8);

/** The sentence without links. */
export function phraseText(parts: Phrase): string {
  return parts
    .map((part) =>
      typeof part === "string" ? part : [part.name, part.id && shortId(part.id)].filter(Boolean).join(" "),
    )
    .join("");
}
