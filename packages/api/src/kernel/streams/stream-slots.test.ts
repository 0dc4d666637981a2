import { expect, it, vi } from "vitest";
import { StreamSlots } from "./stream-slots.ts";

it("gives the newest stream of a holder the place of the oldest", () => {
  const slots = new StreamSlots({ perHolder: 2, total: 10 });
  const displaced: string[] = [];
  for (const name of ["first", "second", "third", "fourth"]) slots.open("ada", () => displaced.push(name));
  slots.open("bob", () => displaced.push("bob"));
  expect([displaced, slots.size]).toEqual([["first", "second"], 3]);
});

it("keeps what 1,500 streams of one holder cost at ten", () => {
  const slots = new StreamSlots({ perHolder: 10, total: 100 });
  const close = Array.from({ length: 1_500 }, () => slots.open("ada", () => {}));
  expect(slots.size).toBe(10);
  for (const each of close) each();
  expect(slots.size).toBe(0);
});

it("refuses where the process has as many as it serves, though not who gives a place up", () => {
  const slots = new StreamSlots({ perHolder: 1, total: 2 });
  const onDisplaced = vi.fn();
  slots.open("ada", onDisplaced);
  const close = slots.open("bob", onDisplaced);
  const open = () => slots.open("cid", onDisplaced);
  expect(open).toThrow(expect.objectContaining({ code: "SERVICE_UNAVAILABLE", reason: "busy", retryAfter: 5 }));
  slots.open("ada", onDisplaced);
  expect(onDisplaced).toHaveBeenCalledTimes(1);
  close();
  close();
  open();
  expect(slots.size).toBe(2);
});
