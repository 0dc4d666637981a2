import { assertSameAnswer, startFloor } from "../competitors/floor.ts";
import { sideBySide } from "../measure/compare.ts";
import { load } from "../measure/load.ts";
import { timeAndRateRows } from "../report/table.ts";
import { largest } from "../seed/sizes.ts";
import { type BenchCase, peopleOf } from "../test-bed/test-bed.ts";

/** A user whole, with roles, groups and five devices, against the floor's same record. */
export const userGet: BenchCase = async (testBed) => {
  const { dataset, repetitions } = testBed;
  const people = await peopleOf(dataset, largest, { count: 2_000 });
  const idOf = (n: number) => people[n % people.length]?.id ?? "";
  await using floor = await startFloor(dataset);
  await using caller = await testBed.caller(largest);
  await using bare = await floor.caller(largest);
  await assertSameAnswer(caller.ask("user.get", { id: idOf(0) }), bare.read(`/users/${idOf(0)}`));
  const at = (concurrency: number, whole: number) => {
    const calls = testBed.calls(whole);
    return sideBySide(
      repetitions,
      (turn) => load((n) => caller.query("user.get", { id: idOf(n) }), { concurrency, calls, from: turn * calls }),
      (turn) => load((n) => bare.get(`/users/${idOf(n)}`), { concurrency, calls, from: turn * calls }),
    );
  };
  const [alone, many] = [await at(1, 2_000), await at(32, 6_000)];
  return timeAndRateRows({ benchCase: "user.get", baseline: "floor", time: 1.6, rate: 0.65 }, alone, many);
};
