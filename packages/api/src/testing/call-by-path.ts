import type { TestPerson } from "./person.ts";

/** Calls a procedure by its path, for tests that walk all of them. */
export function callByPath(call: TestPerson["call"], path: string, input: unknown): Promise<unknown> {
  let at: unknown = call;
  for (const step of path.split(".")) at = Reflect.get(at as object, step);
  return (at as (input: unknown) => Promise<unknown>)(input);
}
