import { safeParse } from "zod/v4/core";
import type { ApiCall } from "../make/api-call.ts";
import { turnedAway } from "../test-bed/callers.ts";
import type { Corpus } from "../test-bed/corpus.ts";
import type { Procedure } from "../test-bed/procedures.ts";

/** What a text is to a procedure, found out without the console: by JSON and the procedure's own schema. */
type Reading =
  | { readonly kind: "unreadable" }
  | { readonly kind: "invalid"; readonly hasField: boolean }
  | { readonly kind: "valid"; readonly input: unknown };

function readingOf(procedure: Procedure, { text, method, companions }: ApiCall): Reading {
  let input: unknown;
  // One that takes nothing does not look at what comes.
  if (procedure.inputs.length === 0) return { kind: "valid", input };
  try {
    // Without a text a query is asked nothing, and a mutation null; a batch must at least be JSON.
    const isNothing = text === undefined || (text === "" && companions === undefined);
    if (isNothing && method === "POST" && companions !== undefined) return { kind: "unreadable" };
    if (!isNothing) input = JSON.parse(text);
    else if (method === "POST") input = null;
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

/** With what a call may be answered. Without 200 it must be refused. */
export interface Expected {
  readonly statuses: readonly number[];
  /** The input is what is wrong: the answer names the field, where there is one. */
  readonly isInput: boolean;
  /** The head is larger than HTTP's own limits: Node answers and hangs up, whoever is still sending hears nothing. */
  readonly mayBeCutOff: boolean;
}

const only = (...statuses: number[]): Expected => ({ statuses, isInput: false, mayBeCutOff: false });

/** What the documentation promises to whoever asks something sound: it is done, or refused for what it says. */
const soundRefusals = [400, 403, 404, 409, 429];

/** Characters of an input in a request's head, beyond which that may be larger than the 16 KB that Node takes. */
const headLimit = 13_000;
/** Bytes of a body that the API takes. */
const bodyLimit = 1024 * 1024;
const batchMax = 10;

/** What must come back for a call, from its caller, its form and its procedure's schema. */
export function expectedOf(procedure: Procedure, call: ApiCall): Expected {
  const read = expectedOfRead(procedure, call);
  // Whoever opens stream after stream is refused before anything is read.
  const inTime = procedure.kind === "subscription" ? { ...read, statuses: [...read.statuses, 429] } : read;
  const { method, text = "" } = call;
  if (method !== "GET" || encodeURIComponent(text.toWellFormed()).length <= headLimit) return inTime;
  return { statuses: [...inTime.statuses, 431], isInput: false, mayBeCutOff: true };
}

function expectedOfRead(procedure: Procedure, call: ApiCall): Expected {
  const { caller, path, method, text = "", companions } = call;
  if (method === "POST" && Buffer.byteLength(text) > bodyLimit - 100) return only(413);
  if (companions !== undefined && companions + 1 > batchMax) return only(400);
  if ((method === "POST") !== (procedure.kind === "mutation")) return only(405, 400);
  if (procedure.kind === "subscription" && companions !== undefined) return only(400);
  const entryPoint = turnedAway(caller, path);
  if (entryPoint) return only(entryPoint);
  const reading = readingOf(procedure, call);
  if (reading.kind === "unreadable") return only(400);
  if (reading.kind === "invalid") return { ...only(400), isInput: reading.hasField };
  return only(200, ...soundRefusals);
}

/**
 * Whether a sound call by somebody who may make it could change something. One that names an id that is not there, or is the
 * other tenant's, is refused instead.
 */
export function mayChange(procedure: Procedure, call: ApiCall, { everyOwn }: Pick<Corpus, "everyOwn">): boolean {
  if (procedure.kind !== "mutation") return false;
  const reading = readingOf(procedure, call);
  if (reading.kind !== "valid") return false;
  const ids = [...idsIn(reading.input)];
  // A preview is written down, whomever it names.
  if (procedure.path === "bulk.preview") return true;
  return procedure.path === "agent.report" || ids.length === 0 || ids.some((id) => everyOwn.has(id));
}

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;

/** What stands under `id`, `…Id` and `…Ids`, but for what a device calls itself. */
function* idsIn(value: unknown, key = ""): Generator<string> {
  if (typeof value === "string" && uuid.test(value.toLowerCase()) && /^ids?$|Ids?$/.test(key) && key !== "hardwareId")
    yield value.toLowerCase();
  else if (Array.isArray(value)) for (const item of value) yield* idsIn(item, key);
  else if (typeof value === "object" && value !== null) {
    for (const [name, item] of Object.entries(value)) yield* idsIn(item, name);
  }
}
