import { expect, it } from "vitest";
import { compare, quantile, seededRandom, shuffled } from "./compare.ts";

it("finds the middle and the edge of some values", () => {
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
  expect(quantile([4, 1, 2, 3], 0.5)).toBe(2.5);
  expect(quantile([1, 2, 3, 4, 5], 1)).toBe(5);
});

it("mixes the same way in every run, and loses nothing", () => {
  const numbers = Array.from({ length: 50 }, (_, n) => n);
  const mixed = shuffled(numbers, seededRandom(1));
  expect(mixed).toEqual(shuffled(numbers, seededRandom(1)));
  expect(mixed).not.toEqual(numbers);
  expect(mixed.toSorted((a, b) => a - b)).toEqual(numbers);
});

it("runs each as often as the others, the warm-up too", async () => {
  const ran = { one: 0, other: 0 };
  const contestant = (name: keyof typeof ran) => ({ name, run: () => Promise.resolve(ran[name]++) });
  const results = await compare([contestant("one"), contestant("other")], 30, 5);
  expect(ran).toEqual({ one: 35, other: 35 });
  expect(results.map(({ name }) => name)).toEqual(["one", "other"]);
});
