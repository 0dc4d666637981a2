import type { core, ZodError } from "zod";
import type { ErrorDetails } from "./failure.ts";

/** An unknown key is the sender's text: this much of it is repeated. */
const fieldMaxLength = 100;

/** A sentence that listed more values than these would not be read. */
const valuesNamedMax = 10;

/** The first thing wrong with an input: which field, and a sentence. */
export function inputErrorDetails(error: ZodError): ErrorDetails {
  const [issue] = error.issues;
  const { path, message } = issue ? innermost(issue, []) : { path: [], message: "The input is not valid." };
  const field = path.map(String).join(".").slice(0, fieldMaxLength);
  return { code: "BAD_REQUEST", reason: "input_invalid", message, ...(field !== "" && { field }) };
}

function innermost(issue: core.$ZodIssue, base: PropertyKey[]): { path: PropertyKey[]; message: string } {
  const path = [...base, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return { path: [...path, ...issue.keys.slice(0, 1)], message: "Unknown field." };
  }
  if (issue.code === "invalid_union") {
    // The last branch is the one that is meant; those before it are the exceptions, such as the empty text.
    const inner = issue.errors.at(-1)?.[0];
    if (inner) return innermost(inner, path);
  }
  if (issue.code === "invalid_value" && issue.values.length > valuesNamedMax) {
    return {
      path,
      message: `Not one of the ${issue.values.length} allowed values, such as ${String(issue.values[0])}.`,
    };
  }
  return { path, message: issue.message };
}
