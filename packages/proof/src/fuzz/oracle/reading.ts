import { deserialize, type SuperJSONResult } from "superjson";
import { safeParse } from "zod/v4/core";
import type { ApiCall } from "../make/api-call.ts";
import type { Procedure } from "../test-bed/procedures.ts";

/** What a text is to a procedure, found out without the console: by JSON, superjson and the procedure's own schema. */
export type Reading =
  | { readonly kind: "unreadable" }
  | { readonly kind: "invalid"; readonly hasField: boolean }
  | { readonly kind: "valid"; readonly input: unknown };

export function readingOf(procedure: Procedure, { text, method, companions }: ApiCall): Reading {
  let input: unknown;
  // One that takes nothing does not look at what comes.
  if (procedure.inputs.length === 0) return { kind: "valid", input };
  try {
    // Without a text a query is asked nothing; a mutation, and a batch, must at least be JSON.
    const isNothing = text === undefined || (text === "" && method === "GET" && companions === undefined);
    if (isNothing && method === "POST") return { kind: "unreadable" };
    // As tRPC does: what is deserialized is a copy, and a key `__proto__` is not copied.
    if (!isNothing) input = deserialize(JSON.parse(text) as SuperJSONResult);
  } catch {
    return { kind: "unreadable" };
  }
  for (const schema of procedure.inputs) {
    try {
      const parsed = safeParse(schema, input);
      if (!parsed.success) return { kind: "invalid", hasField: parsed.error.issues[0]?.path.length !== 0 };
      input = parsed.data;
    } catch {
      return { kind: "unreadable" };
    }
  }
  return { kind: "valid", input };
}
