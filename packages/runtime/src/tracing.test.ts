import { afterAll, beforeAll, expect, it } from "vitest";
import { activeTraceParent, inSpan, isTracing, startTracing } from "./tracing.ts";

const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const span = "00f067aa0ba902b7";
const parentIn = (parent: string | null | undefined) =>
  inSpan("step", { parent, attributes: {} }, async () => activeTraceParent());

let end: () => Promise<void>;
beforeAll(async () => {
  end = await startTracing({ serviceName: "test", ratio: 1 });
});
afterAll(async () => {
  await end();
  expect([isTracing(), await parentIn(`00-${trace}-${span}-01`)]).toEqual([false, null]);
});

it("goes on from the step before, as W3C's recommendation spells it", async () => {
  const next = await parentIn(`00-${trace}-${span}-01`);
  expect(next).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
  expect(next).not.toContain(span);
});

it("passes on that whoever began the trace does not keep it", async () => {
  expect(await parentIn(`00-${trace}-${span}-00`)).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-00$`));
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
])("takes %j for no step", async (parent) => {
  expect(await parentIn(parent)).toBeNull();
});
