import type { ApiCall } from "../make/api-call.ts";
import type { Corpus } from "../test-bed/corpus.ts";
import type { Procedure } from "../test-bed/procedures.ts";
import { readingOf } from "./reading.ts";

/**
 * Whether a sound call by somebody who may make it could change something. One that names an id that is not there, or is the
 * other tenant's, is refused instead.
 */
export function mayChange(procedure: Procedure, call: ApiCall, { everyOwn }: Pick<Corpus, "everyOwn">): boolean {
  if (procedure.kind !== "mutation") return false;
  const reading = readingOf(procedure, call);
  if (reading.kind !== "valid") return false;
  const ids = [...idsIn(reading.input)];
  return procedure.path === "agent.report" || ids.length === 0 || ids.some((id) => everyOwn.has(id));
}

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;

/** What stands under `id`, `…Id` and `…Ids`, but for what a device calls itself. */
function* idsIn(value: unknown, key = ""): Generator<string> {
  if (typeof value === "string" && uuid.test(value.toLowerCase()) && /^ids?$|Ids?$/.test(key) && key !== "hardwareId")
    yield value.toLowerCase();
  else if (Array.isArray(value)) for (const item of value) yield* idsIn(item, key);
  else if (typeof value === "object" && value !== null && !(value instanceof Date)) {
    for (const [name, item] of Object.entries(value)) yield* idsIn(item, name);
  }
}
