import { appRouter } from "@portcullis/api/router";
import type { core } from "zod";

export interface Procedure {
  readonly path: string;
  readonly kind: "query" | "mutation" | "subscription";
  /** None where it takes no input; whatever comes is then not read. */
  readonly inputs: readonly core.$ZodType[];
}

interface Defined {
  readonly _def: { readonly type: Procedure["kind"]; readonly inputs: readonly core.$ZodType[] };
}

/** Every procedure that HTTP reaches, from the router itself: one that is added is fuzzed without a word here. */
export const procedures: readonly Procedure[] = Object.entries(
  // What a procedure keeps of itself is not in tRPC's public types.
  appRouter._def.procedures as unknown as Readonly<Record<string, Defined>>,
)
  .map(([path, { _def }]) => ({ path, kind: _def.type, inputs: _def.inputs }))
  .toSorted((a, b) => (a.path < b.path ? -1 : 1));
