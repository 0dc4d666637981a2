import { readTraceParent } from "@portcullis/domain/trace-parent";
import { expect, it } from "vitest";
import { traceHeaders } from "./trace-headers.ts";

it("begins a trace of its own for each change, and none for what only reads", () => {
  const change = { opList: [{ type: "mutation" }] } as const;
  const [first, second] = [traceHeaders(change), traceHeaders(change)].map(({ traceparent }) =>
    readTraceParent(traceparent),
  );
  expect(first?.traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(second?.traceId).not.toBe(first?.traceId);
  expect(traceHeaders({ opList: [{ type: "query" }, { type: "query" }] })).toEqual({});
});
