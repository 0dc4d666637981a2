import type { z } from "zod";
import { appRouter } from "../router.ts";
import type { AccessRule, UseCaseMeta } from "./use-case.ts";

/** A procedure of `appRouter` and what its use-case says of itself. */
export interface ProcedureInfo extends UseCaseMeta {
  readonly path: string;
  readonly type: "query" | "mutation" | "subscription";
  /** The schema of its input, where it is no stream. */
  readonly input?: z.ZodType;
}

/** Flat, by path, whatever its type says. */
const byPath: Readonly<
  Record<
    string,
    {
      readonly _def: {
        readonly type: ProcedureInfo["type"];
        readonly meta?: unknown;
        readonly inputs?: readonly z.ZodType[];
      };
    }
  >
> = appRouter._def.procedures as never;

/** Every procedure, by path: for the matrix, for whoever answers queries directly, and for tests that must miss none. */
export const procedures: readonly ProcedureInfo[] = Object.keys(byPath)
  .toSorted()
  .map((path) => {
    const { type, meta, inputs } = byPath[path]?._def ?? {};
    return Object.assign({ path, type, input: inputs?.[0] }, meta) as ProcedureInfo;
  });

/** @throws {Error} for a path that is no procedure's */
export function accessOf(path: string): AccessRule {
  const found = procedures.find((procedure) => procedure.path === path);
  if (!found) throw new Error(`No procedure ${path}.`);
  return found.access;
}
