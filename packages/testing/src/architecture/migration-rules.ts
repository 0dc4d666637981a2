import type { Rule } from "./repository.ts";

/** The first that was held to it; those before came with releases that were stopped for their migrations. */
const firstExpanding = 17;

/** What the version that still runs would stumble over, by what it is called in the sentence. Tables of the same file are new to it. */
const contractions: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["takes a table away", /\bdrop\s+table\b/i],
  ["takes a column away", /\bdrop\s+column\b/i],
  ["takes a view away", /\bdrop\s+view\b/i],
  ["takes a function away", /\bdrop\s+(function|procedure)\b/i],
  ["renames", /\brename\b/i],
  ["asks for a value that was optional", /\bset\s+not\s+null\b/i],
  ["takes a default away", /\bdrop\s+default\b/i],
  ["changes a type", /\balter\s+column\s+\S+\s+(set\s+data\s+)?type\b/i],
  ["adds a column that must be given", /\badd\s+column\b(?![^;]*\bdefault\b)[^;]*\bnot\s+null\b/i],
];

/**
 * The version before runs on while and after a migration is applied, so a migration expands. What nothing uses any more is
 * taken away by a later one whose first line says since when: `-- contract: nothing uses it since <release>`.
 */
export const migrationsExpand: Rule = ({ files }) =>
  files
    .filter(({ path }) => Number(/^packages\/db\/migrations\/(\d{4})_/.exec(path)?.[1] ?? 0) >= firstExpanding)
    .filter(({ text }) => !/^-- contract: nothing uses it since \S/.test(text))
    .flatMap(({ path, text }) => {
      const statements = text.split("--> statement-breakpoint").map((part) => part.replace(/^\s*--.*$/gm, ""));
      const added = new Set(statements.flatMap((each) => /\bcreate\s+table\s+"?(\w+)/i.exec(each)?.[1] ?? []));
      const isOfOldTable = (each: string) => !added.has(/\balter\s+table\s+"?(\w+)/i.exec(each)?.[1] ?? "");
      return contractions
        .filter(([, pattern]) => statements.some((each) => pattern.test(each) && isOfOldTable(each)))
        .map(
          ([what]) =>
            `${path}: ${what}, which the version before may use while it runs on. Expand now, take away in a later release whose migration begins with "-- contract: nothing uses it since <release>".`,
        );
    });
