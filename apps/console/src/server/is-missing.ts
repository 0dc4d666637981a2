const missing: ReadonlySet<unknown> = new Set(["NOT_FOUND", "BAD_REQUEST"]);

/** Whether the API knows no such thing; an id that is none counts too. Read by name: the API lives in another bundle. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && error.name === "TRPCError" && "code" in error && missing.has(error.code);
}
