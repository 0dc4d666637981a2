import { expect, it } from "vitest";
import { traceHeaders } from "./trace-headers.ts";

it("begins a trace of its own for each change, and none for what only reads", () => {
  const change = { opList: [{ type: "mutation" }] } as const;
  const begun = Array.from({ length: 100 }, () => traceHeaders(change).traceparent ?? "");
  for (const parent of begun) expect(parent).toMatch(/^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-01$/);
  expect(new Set(begun.map((parent) => parent.split("-")[1])).size).toBe(100);
  expect(traceHeaders({ opList: [{ type: "query" }, { type: "query" }] })).toEqual({});
});
