import type { Program } from "@portcullis/testing/program";
import type { Corpus } from "../test-bed/corpus.ts";

/** So much of a text is printed. */
const textMax = 1_200;

/** As much of a value as a person reads. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value, (_, inner: unknown) => (typeof inner === "string" ? cut(inner) : inner), 2);
  return text ?? String(value);
}

function cut(text: string): string {
  if (text.length <= textMax) return text;
  return `${text.slice(0, textMax)}… (${text.length} characters)`;
}

/** What no answer may hold, by what it would be. */
const inside: Readonly<Record<string, RegExp>> = {
  "a statement": /\b(?:select|insert into|update|delete from)\s+"[a-z_]+"/i,
  "a failed query": /failed query|\bparams: |SQLSTATE|syntax error at or near|violates \S+(?: key)? constraint/i,
  "PostgreSQL's words": /invalid input (?:syntax|value)|relation "|column "\w+" (?:of|does)|out of range for type/i,
  "a library's name": /drizzle|postgres\.js|PostgresError|ZodError|TRPCError|JOSEError/i,
  "a line of a stack": /\bat (?:async )?[\w.<>[\] ]*\(?(?:file:\/\/|node:|\/)\S+:\d+:\d+/,
  "a place on the disk": /node_modules|\/dist\/server|\.next\/server|file:\/\/\//,
  "a password's hash": /\$argon2/,
};

/** Long enough to be a hash in hex, base64 or base64url. */
const tokens = /[\w+/-]{20,}={0,2}/g;

/** What an answer tells of the inside; empty for one that tells nothing. */
export function leaksIn(text: string, secrets: Corpus["secrets"]): string[] {
  // In JSON quotes and line ends come escaped.
  const plain = text.replaceAll('\\"', '"').replaceAll("\\n", "\n");
  const result = Object.entries(inside).flatMap(([what, sign]) => {
    const found = sign.exec(plain)?.[0];
    return found === undefined ? [] : [`${what}: ${found}`];
  });
  for (const [token] of text.matchAll(tokens)) if (secrets.has(token)) result.push(`a stored secret: ${token}`);
  return result;
}

/** What a log must not say after requests that were all somebody's own mistake: errors, and whatever is no log line. */
export function logFaults({ said }: Pick<Program, "said">, since: number): string[] {
  return said()
    .slice(since)
    .split("\n")
    .filter((line) => line !== "" && !isHarmless(line));
}

/** pino's number for a warning. */
const warning = 40;

function isHarmless(line: string): boolean {
  try {
    const { level } = JSON.parse(line) as { level?: unknown };
    return typeof level === "number" && level < warning;
  } catch {
    return false;
  }
}
