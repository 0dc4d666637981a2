import { expect, it } from "vitest";
import { bell } from "./bell.ts";

/** So long that a sleep that ignores the ring fails by the test's own time-out. */
const forever = 600_000;

it("wakes whoever sleeps", async () => {
  const { ring, sleep } = bell();
  const sleeping = sleep(forever);
  ring();
  await sleeping;
});

it("keeps a ring for the next sleep, and keeps one only", async () => {
  const { ring, sleep } = bell();
  ring();
  ring();
  await sleep(forever);
  const order: string[] = [];
  const second = sleep(forever).then(() => order.push("woke"));
  await Promise.resolve();
  order.push("rang");
  ring();
  await second;
  expect(order).toEqual(["rang", "woke"]);
});

it("wakes by itself in the end", async () => {
  await bell().sleep(1);
});
