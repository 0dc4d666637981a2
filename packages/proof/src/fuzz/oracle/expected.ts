import type { ApiCall } from "../make/api-call.ts";
import { turnedAway } from "../test-bed/callers.ts";
import type { Procedure } from "../test-bed/procedures.ts";
import { readingOf } from "./reading.ts";

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
