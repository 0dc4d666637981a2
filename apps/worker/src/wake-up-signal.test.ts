import { expect, it } from "vitest";
import { wakeUpSignal } from "./wake-up-signal.ts";

/** So long that a sleep that ignores the ring fails by the test's own time-out. */
const forever = 600_000;

it("wakes whoever sleeps", async () => {
  const { notify, waitFor } = wakeUpSignal();
  const sleeping = waitFor(forever);
  notify();
  await sleeping;
});

it("keeps a ring for the next sleep, and keeps one only", async () => {
  const { notify, waitFor } = wakeUpSignal();
  notify();
  notify();
  await waitFor(forever);
  const order: string[] = [];
  const second = waitFor(forever).then(() => order.push("woke"));
  await Promise.resolve();
  order.push("rang");
  notify();
  await second;
  expect(order).toEqual(["rang", "woke"]);
});

it("wakes by itself in the end", async () => {
  await wakeUpSignal().waitFor(1);
});
