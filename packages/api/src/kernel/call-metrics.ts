import { waitBuckets } from "@portcullis/runtime/metrics";
import { inSpan, noteOnSpan } from "@portcullis/runtime/tracing";
import type { TRPCError } from "@trpc/server";
import { Histogram } from "prom-client";
import type { ApiContext } from "./context.ts";

const durations = new Histogram({
  name: "portcullis_call_duration_seconds",
  help: "Duration of procedure calls, over HTTP and from pages, by result code.",
  // The procedure is one that exists: nothing else gets as far as here.
  labelNames: ["procedure", "code"] as const,
  buckets: waitBuckets,
});

interface Call {
  readonly path: string;
  readonly type: "query" | "mutation" | "subscription";
  readonly ctx: ApiContext;
}

/** Measures a call; a mutation that came with a trace becomes a step of it. A stream counts until it is open. */
export async function watchCall<Result extends { ok: true } | { ok: false; error: TRPCError }>(
  { path, type, ctx }: Call,
  next: () => Promise<Result>,
): Promise<Result> {
  const startedAt = performance.now();
  const run = async () => {
    const result = await next();
    const code = result.ok ? "OK" : result.error.code;
    durations.labels(path, code).observe((performance.now() - startedAt) / 1000);
    noteOnSpan({ "portcullis.code": code });
    return result;
  };
  if (type !== "mutation") return run();
  const attributes = { "portcullis.request_id": ctx.requestId };
  return inSpan(path, { parent: ctx.traceParent, kind: "server", attributes }, run);
}
