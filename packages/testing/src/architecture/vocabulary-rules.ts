import { parseAst } from "rolldown/parseAst";
import bannedWords from "./banned-words.json" with { type: "json" };
import type { Rule, SourceFile } from "./repository.ts";

interface Banned {
  readonly use: string;
  /** The folder in which it is banned; everywhere where none is given. */
  readonly in?: string;
}

const words: ReadonlyMap<string, readonly Banned[]> = Map.groupBy<string, Banned & { word: string }>(
  bannedWords.words,
  ({ word }) => word,
);
const identifiers: ReadonlyMap<string, readonly Banned[]> = Map.groupBy<string, Banned & { identifier: string }>(
  bannedWords.identifiers,
  ({ identifier }) => identifier,
);

/** `openTestBed` and `open_test_bed` both have the words open, test and bed. */
const wordsOf = (name: string) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[_$]+/);

/** Every name that a file declares or uses. Strings and comments are no names. */
function namesIn({ path, text }: SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if (Array.isArray(node)) {
      for (const child of node) visit(child);
      return;
    }
    if ("type" in node && "name" in node && typeof node.name === "string" && String(node.type).endsWith("Identifier"))
      names.add(node.name);
    for (const child of Object.values(node)) visit(child);
  };
  visit(parseAst(text, { lang: path.endsWith("x") ? "tsx" : "ts" }));
  return names;
}

/** Each thing has one name, the field's own (`banned-words.json` says which). */
export const namesAreTheFieldsOwn: Rule = ({ files }) =>
  files
    .filter(({ path }) => /\.tsx?$/.test(path))
    .flatMap((file) => {
      const isHere = (banned: Banned) => banned.in === undefined || file.path.startsWith(`${banned.in}/`);
      return [...namesIn(file)].flatMap((name) => {
        const banned = [name, ...wordsOf(name)].flatMap((word, at) => (at === 0 ? identifiers : words).get(word) ?? []);
        const found = banned.find(isHere);
        return found ? [`${file.path}: "${name}" is a word of our own. Use the field's: ${found.use}.`] : [];
      });
    });
