import { sideBySide } from "../measure/compare.ts";
import { load } from "../measure/load.ts";
import { ratioRow } from "../report/table.ts";
import { largest } from "../seed/sizes.ts";
import { type BenchCase, peopleOf } from "../test-bed/test-bed.ts";

/** A user whole, with roles, groups and five devices, against a call on the same server that only finds out who asks. */
export const userGet: BenchCase = async (testBed) => {
  const people = await peopleOf(testBed.dataset, largest, { count: 2_000 });
  await using caller = await testBed.caller(largest);
  const get = (n: number) => caller.query("user.get", { id: people[n % people.length]?.id });
  const empty = () => caller.query("bench.empty");
  const at = (concurrency: number, whole: number) => {
    const calls = testBed.calls(whole);
    return sideBySide(
      testBed.repetitions,
      (turn) => load(get, { concurrency, calls, from: turn * calls }),
      (turn) => load(empty, { concurrency, calls, from: turn * calls }),
    );
  };
  const alone = await at(1, 2_000);
  const many = await at(32, 6_000);
  const baseline = "an empty signed-in call";
  return [
    ratioRow(
      { benchCase: "user.get, concurrency 1, p50", unit: "ms", baseline, goal: { is: "at most", value: 1.5 } },
      alone.ours.map(({ p50 }) => p50),
      alone.baseline.map(({ p50 }) => p50),
    ),
    ratioRow(
      { benchCase: "user.get, concurrency 32", unit: "calls/s", baseline, goal: { is: "at least", value: 0.6 } },
      many.ours.map(({ rate }) => rate),
      many.baseline.map(({ rate }) => rate),
    ),
  ];
};
