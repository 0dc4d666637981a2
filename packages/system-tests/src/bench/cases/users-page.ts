import { assertSameAnswer, startFloor } from "../competitors/floor.ts";
import type { Caller } from "../http/caller.ts";
import { sideBySide } from "../measure/compare.ts";
import { load } from "../measure/load.ts";
import { type Row, ratioRow, timeAndRateRows } from "../report/table.ts";
import { largest, tenThousand } from "../seed/sizes.ts";
import type { BenchCase } from "../test-bed/test-bed.ts";

/** The first page of the users list in the tenant of half a million and in that of ten thousand: beside the floor and each other. */
export const usersPage: BenchCase = async (testBed) => {
  const { dataset, repetitions } = testBed;
  await using floor = await startFloor(dataset);
  const rows: Row[] = [];
  const page = (caller: Caller) => caller.query("user.list", {});
  for (const tenant of [largest, tenThousand]) {
    await using caller = await testBed.caller(tenant);
    await using bare = await floor.caller(tenant);
    await assertSameAnswer(caller.ask("user.list", {}), bare.read("/users"));
    const at = (concurrency: number, whole: number) => {
      const options = { concurrency, calls: testBed.calls(whole), from: 0 };
      return sideBySide(
        repetitions,
        () => load(() => page(caller), options),
        () => load(() => bare.get("/users"), options),
      );
    };
    const benchCase = `users page, tenant of ${dataset.sizes.users[tenant]}`;
    const goals = { benchCase, baseline: "floor", time: 2, rate: 0.5 };
    rows.push(...timeAndRateRows(goals, await at(1, 400), await at(32, 1_200)));
  }
  await using large = await testBed.caller(largest);
  await using small = await testBed.caller(tenThousand);
  const options = { concurrency: 1, calls: testBed.calls(400), from: 0 };
  const taken = await sideBySide(
    repetitions,
    () => load(() => page(large), options),
    () => load(() => page(small), options),
  );
  const besideSmall = (benchCase: "p50" | "p99", value: number) =>
    ratioRow(
      {
        benchCase: `users page, tenant of ${dataset.sizes.users[largest]}, ${benchCase}`,
        unit: "ms",
        baseline: `the same in a tenant of ${dataset.sizes.users[tenThousand]}`,
        goal: { is: "at most", value },
      },
      taken.ours.map((one) => one[benchCase]),
      taken.baseline.map((one) => one[benchCase]),
    );
  return [...rows, besideSmall("p50", 1.1), besideSmall("p99", 1.25)];
};
