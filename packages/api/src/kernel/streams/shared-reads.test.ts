import { expect, it } from "vitest";
import { SharedReads } from "./streams.ts";

it("reads once for all who ask at the same instant, and anew for who asks once it has begun", async () => {
  const reads = new SharedReads();
  let times = 0;
  const answers: (() => void)[] = [];
  const read = () => {
    const mine = ++times;
    return new Promise<number>((resolve) => answers.push(() => resolve(mine)));
  };
  const first = Array.from({ length: 1_500 }, () => reads.get("a", read));
  await expect.poll(() => times).toBe(1);
  const later = reads.get("a", read);
  await expect.poll(() => times).toBe(2);
  for (const answer of answers) answer();
  expect(new Set(await Promise.all(first))).toEqual(new Set([1]));
  expect(await later).toBe(2);
});

it("keeps what is asked for under different keys apart", async () => {
  const reads = new SharedReads();
  const of = (key: string) => reads.get(key, () => Promise.resolve(key));
  expect(await Promise.all([of("acme"), of("globex"), of("acme")])).toEqual(["acme", "globex", "acme"]);
});

it("tells everybody who shares a read that it failed, and nobody after them", async () => {
  const reads = new SharedReads();
  const failing = [1, 2].map(() => reads.get("a", () => Promise.reject(new Error("down"))));
  for (const each of failing) await expect(each).rejects.toThrow("down");
  expect(await reads.get("a", () => Promise.resolve("up"))).toBe("up");
});
