import { appRouter } from "@portcullis/api/router";
import { type core, z } from "zod";

export interface Procedure {
  readonly path: string;
  readonly kind: "query" | "mutation" | "subscription";
  /** None where it takes no input. */
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
  .map(([path, { _def }]) => ({
    path,
    kind: _def.type,
    inputs: _def.inputs.filter((schema) => !(schema instanceof z.ZodVoid)),
  }))
  .toSorted((a, b) => (a.path < b.path ? -1 : 1));
