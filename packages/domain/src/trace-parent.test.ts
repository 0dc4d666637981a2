import { expect, it } from "vitest";
import { newTraceParent, readTraceParent } from "./trace-parent.ts";

const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const span = "00f067aa0ba902b7";

it("reads what the recommendation gives as an example", () => {
  expect(readTraceParent(`00-${trace}-${span}-01`)).toEqual({ traceId: trace, spanId: span, flags: 1 });
  expect(readTraceParent(`00-${trace}-${span}-00`)?.flags).toBe(0);
});

it.each([
  undefined,
  null,
  "",
  "nonsense",
  `00-${trace}-${span}`,
  `00-${trace}-${span}-01-more`,
  `ff-${trace}-${span}-01`,
  `00-${trace.toUpperCase()}-${span}-01`,
  `00-${"0".repeat(32)}-${span}-01`,
  `00-${trace}-${"0".repeat(16)}-01`,
  `00-${trace}-${span}-01\n`,
])("takes %j for none", (text) => {
  expect(readTraceParent(text)).toBeUndefined();
});

it("begins a new trace each time", () => {
  const begun = Array.from({ length: 100 }, newTraceParent);
  expect(new Set(begun.map((each) => readTraceParent(each)?.traceId)).size).toBe(100);
});
