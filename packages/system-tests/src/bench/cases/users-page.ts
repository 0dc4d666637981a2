import { sideBySide } from "../measure/compare.ts";
import { load } from "../measure/load.ts";
import { ratioRow } from "../report/table.ts";
import { largest, tenThousand } from "../seed/sizes.ts";
import type { BenchCase } from "../test-bed/test-bed.ts";

/** The first page of the users list, in the tenant of half a million and in that of ten thousand. */
export const usersPage: BenchCase = async (testBed) => {
  await using large = await testBed.caller(largest);
  await using small = await testBed.caller(tenThousand);
  const calls = testBed.calls(400);
  const [ours, baseline] = [large, small].map(
    (caller) => (turn: number) =>
      load(() => caller.query("user.list", {}), { concurrency: 1, calls, from: turn * calls }),
  );
  if (!ours || !baseline) throw new Error("Two are compared.");
  const taken = await sideBySide(testBed.repetitions, ours, baseline);
  const row = (benchCase: "p50" | "p99", value: number) =>
    ratioRow(
      {
        benchCase: `users page, tenant of ${testBed.dataset.sizes.users[largest]}, ${benchCase}`,
        unit: "ms",
        baseline: `the same in a tenant of ${testBed.dataset.sizes.users[tenThousand]}`,
        goal: { is: "at most", value },
      },
      taken.ours.map((one) => one[benchCase]),
      taken.baseline.map((one) => one[benchCase]),
    );
  return [row("p50", 1.25), row("p99", 1.5)];
};
