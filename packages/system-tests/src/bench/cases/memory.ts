import { signIn } from "@portcullis/testing/sign-in";
import { openCaller } from "../http/caller.ts";
import { load } from "../measure/load.ts";
import { valueRow } from "../report/table.ts";
import { ownerEmailOf, ownerPassword, slugOf } from "../seed/fill-dataset.ts";
import { largest } from "../seed/sizes.ts";
import { memoryOf, startConsole } from "../serve/programs.ts";
import { type BenchCase, peopleOf } from "../test-bed/test-bed.ts";

/** Megabytes that the console may have after load. */
const consoleMax = 300;

/** The built console, after records, lists and pages at concurrency 32. */
export const consoleMemory: BenchCase = async (testBed) => {
  const { dataset } = testBed;
  await using console = await startConsole(dataset);
  const cookie = await signIn(console.url, {
    tenant: slugOf(largest),
    email: ownerEmailOf(largest),
    password: ownerPassword,
  });
  await using caller = openCaller(console.url, { cookie }, 32);
  const people = await peopleOf(dataset, largest, { count: 2_000 });
  const idOf = (n: number) => people[n % people.length]?.id ?? "";
  const steps = [
    (n: number) => caller.query("user.get", { id: idOf(n) }),
    () => caller.query("user.list", {}),
    (n: number) => caller.get(`/users/${idOf(n)}`),
  ];
  for (const step of steps) await load(step, { concurrency: 32, calls: testBed.calls(2_000), from: 0 });
  const { now, peak } = await memoryOf(console.pid);
  return [
    valueRow(
      {
        benchCase: `console after load, at most ${peak.toFixed(0)} MB meanwhile`,
        unit: "MB",
        goal: { is: "at most", value: consoleMax },
      },
      [now],
    ),
  ];
};
