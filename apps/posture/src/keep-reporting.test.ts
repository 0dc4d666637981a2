import type { PostureVerdict } from "@portcullis/domain/device/posture";
import { expect, it } from "vitest";
import { TokenRefused, TooSoon } from "./console.ts";
import { keepReporting, pauseAfter, reportOnce } from "./keep-reporting.ts";

const verdict: PostureVerdict = { compliance: "compliant", failing: [], denials: [] };
const collect = () => Promise.resolve({ checks: {}, osVersion: null });

/** A console that answers with these in turn. */
function aConsole(...answers: (PostureVerdict | Error)[]) {
  let asked = 0;
  const report = () => {
    const answer = answers[asked++] ?? verdict;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { report, asked: () => asked };
}

it("waits longer after each failure, up to the interval, and as long as the console asks", () => {
  const most = (failures: number) =>
    Math.max(...Array.from({ length: 200 }, () => pauseAfter(failures, new Error("no way"))));
  expect(most(1)).toBeLessThanOrEqual(5_000);
  expect(most(4)).toBeGreaterThan(5_000);
  expect(most(50)).toBeLessThanOrEqual(300_000);
  expect(pauseAfter(1, new TooSoon(7, {}))).toBe(7_000);
});

it("goes on after a failure, and ends with a token that is refused", async () => {
  const failed: Error[] = [];
  const soon = new TooSoon(0, {});
  const console = aConsole(soon, soon, new TokenRefused("no"));
  const running = keepReporting(
    { console, collect, onTaken: () => {}, onFailed: (error) => failed.push(error) },
    new AbortController().signal,
  );
  await expect(running).rejects.toThrow(TokenRefused);
  expect(failed).toEqual([soon, soon]);
});

it("reports once, after the wait that it is asked for, and no oftener", async () => {
  const console = aConsole(new TooSoon(0, {}), verdict);
  expect(await reportOnce({ console, collect })).toEqual(verdict);
  expect(console.asked()).toBe(2);
  await expect(reportOnce({ console: aConsole(new Error("no way")), collect })).rejects.toThrow("no way");
});

it("takes the answer, and ends when it is told to", async () => {
  const stopping = new AbortController();
  const taken: PostureVerdict[] = [];
  const onTaken = (one: PostureVerdict) => {
    taken.push(one);
    stopping.abort();
  };
  await keepReporting({ console: aConsole(), collect, onTaken, onFailed: () => {} }, stopping.signal);
  expect(taken).toEqual([verdict]);
});
