import { newTraceParent } from "@portcullis/domain/trace-parent";
import type { Operation } from "@trpc/client";

/** A click that changes something begins a trace: where the console keeps traces, it tells how long each step took. */
export function traceHeaders({ opList }: { readonly opList: readonly Pick<Operation, "type">[] }): {
  traceparent?: string;
} {
  return opList.some(({ type }) => type === "mutation") ? { traceparent: newTraceParent() } : {};
}
