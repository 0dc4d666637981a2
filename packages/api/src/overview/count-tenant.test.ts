import { totalCap } from "@portcullis/domain/page";
import { expect, it, vi } from "vitest";
import { keepCounted } from "./count-tenant.ts";

const counting = (rows: number) => vi.fn(() => Promise.resolve({ value: rows, rows }));

it("counts a small tenant every time", async () => {
  const count = counting(totalCap);
  for (let n = 0; n < 2; n++) expect(await keepCounted("small", count)).toMatchObject({ value: totalCap });
  expect(count).toHaveBeenCalledTimes(2);
});

it("counts a large tenant once for a while, and says as of when", async () => {
  const count = counting(totalCap + 1);
  const first = await keepCounted("large", count);
  expect(first).toEqual({ value: totalCap + 1, at: expect.any(String) });
  expect(await keepCounted("large", count)).toBe(first);
  expect(count).toHaveBeenCalledTimes(1);
  await keepCounted("another", count);
  expect(count).toHaveBeenCalledTimes(2);
});

it("counts anew after a failure", async () => {
  const failing = () => Promise.reject(new Error("The database is away."));
  await expect(keepCounted("failing", failing)).rejects.toThrow("away");
  const count = counting(totalCap + 1);
  expect(await keepCounted("failing", count)).toMatchObject({ value: totalCap + 1 });
});
