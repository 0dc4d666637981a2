import type { Corpus } from "../test-bed/corpus.ts";

/** What no answer may hold, by what it would be. */
const inside: Readonly<Record<string, RegExp>> = {
  "a statement": /\b(?:select|insert into|update|delete from)\s+"[a-z_]+"/i,
  "a failed query": /failed query|\bparams: |SQLSTATE|syntax error at or near|violates \S+(?: key)? constraint/i,
  "PostgreSQL's words": /invalid input (?:syntax|value)|relation "|column "\w+" (?:of|does)|out of range for type/i,
  "a library's name": /drizzle|postgres\.js|PostgresError|superjson|ZodError|TRPCError|JOSEError/i,
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
