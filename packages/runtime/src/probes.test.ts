import { expect, it } from "vitest";
import { readiness } from "./probes.ts";

const serving = () => true;
const forever = new Promise<boolean>(() => {});

it("is ready when every part is well", async () => {
  await expect(readiness(serving, { database: async () => true, listener: () => true })()).resolves.toEqual([]);
});

it("names the parts that are not well, be it that they say so, fail or hang", async () => {
  const ask = readiness(
    serving,
    {
      well: () => true,
      unwell: () => false,
      broken: () => {
        throw new Error("No.");
      },
      failing: () => Promise.reject(new Error("No.")),
      hanging: () => forever,
    },
    50,
  );
  await expect(ask()).resolves.toEqual(["unwell", "broken", "failing", "hanging"]);
});

it("does not ask a part that still hangs again, and asks it once it has answered", async () => {
  let asked = 0;
  let answer = Promise.withResolvers<boolean>();
  const ask = readiness(
    serving,
    {
      slow: () => {
        asked++;
        return answer.promise;
      },
    },
    10,
  );
  expect(await Promise.all([ask(), ask()])).toEqual([["slow"], ["slow"]]);
  expect(await ask()).toEqual(["slow"]);
  expect(asked).toBe(1);
  answer.resolve(true);
  expect(await ask()).toEqual([]);
  answer = Promise.withResolvers();
  answer.resolve(false);
  await expect.poll(ask).toEqual(["slow"]);
});

it("says at once that it serves no more, and asks nobody", async () => {
  const ask = readiness(() => false, { hanging: () => forever });
  await expect(ask()).resolves.toEqual(["serving"]);
});
