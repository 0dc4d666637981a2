import { expect, it } from "vitest";
import { wakeUpSignal } from "./wake-up-signal.ts";

/** So long that a wait that ignores the notification fails by the test's own time-out. */
const forever = 600_000;

it("wakes whoever waits", async () => {
  const { notify, waitFor } = wakeUpSignal();
  const waiting = waitFor(forever);
  notify();
  await waiting;
});

it("keeps a notification for the next wait, and keeps one only", async () => {
  const { notify, waitFor } = wakeUpSignal();
  notify();
  notify();
  await waitFor(forever);
  const order: string[] = [];
  const second = waitFor(forever).then(() => order.push("woke"));
  await Promise.resolve();
  order.push("notified");
  notify();
  await second;
  expect(order).toEqual(["notified", "woke"]);
});

it("wakes by itself in the end", async () => {
  await wakeUpSignal().waitFor(1);
});
