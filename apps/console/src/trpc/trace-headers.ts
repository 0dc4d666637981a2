import type { Operation } from "@trpc/client";

/** A click that changes something begins a trace: where the console keeps traces, it tells how long each step took. */
export function traceHeaders({ opList }: { readonly opList: readonly Pick<Operation, "type">[] }): {
  traceparent?: string;
} {
  return opList.some(({ type }) => type === "mutation") ? { traceparent: newTraceParent() } : {};
}

/** W3C Trace Context, version 00. By hand: OpenTelemetry's tracer would be loaded into every page for these two numbers. */
const newTraceParent = () => `00-${randomHex(16)}-${randomHex(8)}-01`;

function randomHex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
