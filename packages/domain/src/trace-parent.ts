const form = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const nothing = /^0+$/;

/** What a `traceparent` says: which trace, and which step of it is the one before. */
export interface TraceParent {
  readonly traceId: string;
  readonly spanId: string;
  /** The bits of the last field; 1: whoever began the trace keeps it. */
  readonly flags: number;
}

/** Reads a `traceparent` header (W3C Trace Context, version 00); undefined for anything else, which counts as none. */
export function readTraceParent(text: string | null | undefined): TraceParent | undefined {
  const [, traceId = "", spanId = "", flags = ""] = form.exec(text ?? "") ?? [];
  if (nothing.test(traceId) || nothing.test(spanId) || flags === "") return undefined;
  return { traceId, spanId, flags: Number.parseInt(flags, 16) };
}

/** The beginning of a trace, by whoever has no tracer: a click in a browser. Random, so it says nothing of anybody. */
export function newTraceParent(): string {
  return `00-${randomHex(16)}-${randomHex(8)}-01`;
}

function randomHex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
