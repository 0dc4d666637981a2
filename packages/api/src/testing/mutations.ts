import { appRouter } from "../router.ts";

/** Flat, by path, whatever its type says. */
const procedures: object = appRouter._def.procedures;

/** The path of every mutation, for tests that must miss none. */
export const mutationPaths: readonly string[] = Object.keys(procedures)
  .filter((path) => (Reflect.get(procedures, path) as { _def: { type: string } })._def.type === "mutation")
  .toSorted();
