/** One error of a chain of causes, as it may be written down. */
interface ErrorFields {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly at?: string[];
}

/** Causes beyond this are a loop or noise. */
const maxDepth = 6;
const maxFrames = 12;

/**
 * An error and its causes without what people entered: the query builder puts every parameter in its message (and so in the
 * stack), PostgreSQL the offending row in `detail`.
 */
export function describeError(error: unknown): ErrorFields[] {
  const details: ErrorFields[] = [];
  for (let at = error; at !== undefined && details.length < maxDepth; at = at instanceof Error ? at.cause : undefined) {
    details.push(fieldsOf(at));
  }
  return details;
}

function fieldsOf(error: unknown): ErrorFields {
  if (!(error instanceof Error)) return { name: typeof error, message: "A value that is not an Error was thrown." };
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? [];
  return {
    name: error.name,
    message: error.message.split(/\n?params: /, 1)[0] ?? "",
    ...("code" in error && typeof error.code === "string" && { code: error.code }),
    at: frames.slice(0, maxFrames).map((line) => line.trim()),
  };
}
