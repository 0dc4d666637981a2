import { expect, it } from "vitest";
import { limitTo } from "../hash-limit.ts";

it("runs no more than it may, queues no more than it may, and goes on after failures", async () => {
  const limit = limitTo({ running: 2, waiting: 3 });
  const gate = Promise.withResolvers<void>();
  let running = 0;
  let most = 0;
  const task = (fails: boolean) => async () => {
    most = Math.max(most, ++running);
    await gate.promise;
    running--;
    if (fails) throw new Error("failed");
  };
  const accepted = [1, 2, 3, 4, 5].map((n) => limit(task(n % 2 === 0)));
  await expect(limit(task(false))).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS", reason: "busy" });
  gate.resolve();
  const outcomes = await Promise.allSettled(accepted);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "rejected", "fulfilled"]);
  expect(most).toBe(2);
  await expect(limit(() => Promise.resolve("free"))).resolves.toBe("free");
});
