import { expect, it } from "vitest";
import { takeTurns } from "./take-turns.ts";

const lockRefused = () => Object.assign(new Error("canceling statement due to lock timeout"), { code: "55P03" });

/** Work that meets what is given, one after the other, and then succeeds. */
function workThatMeets(...failures: Error[]) {
  let done = 0;
  const work = async () => {
    const failure = failures[done++];
    if (failure) throw failure;
    return "done";
  };
  return { work, count: () => done };
}

it("does again what waited for a lock in vain", async () => {
  const { work, count } = workThatMeets(lockRefused(), new Error("wrapped", { cause: lockRefused() }));
  expect(await takeTurns(work, { attempts: 3, pauseMs: 0 })).toBe("done");
  expect(count()).toBe(3);
});

it("gives up after so many attempts, and at once where it failed for another reason", async () => {
  const waits = workThatMeets(lockRefused(), lockRefused());
  await expect(takeTurns(waits.work, { attempts: 2, pauseMs: 0 })).rejects.toThrow("lock timeout");
  // Work that is cancelled, or takes too long, would again.
  const fails = workThatMeets(Object.assign(new Error("canceling statement due to user request"), { code: "57014" }));
  await expect(takeTurns(fails.work, { attempts: 2, pauseMs: 0 })).rejects.toThrow("user request");
  expect([waits.count(), fails.count()]).toEqual([2, 1]);
});
