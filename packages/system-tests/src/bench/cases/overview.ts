import { totalCap } from "@portcullis/domain/page";
import { load } from "../measure/load.ts";
import { valueRow } from "../report/table.ts";
import { whole } from "../seed/sizes.ts";
import type { BenchCase } from "../test-bed/test-bed.ts";

const tenant = whole.users.indexOf(20_000);
/** Milliseconds for which the console keeps the counts of a large tenant: at least, and times as long as they took. */
const [keptMs, keptTimes] = [5_000, 20];

/** The overview of a tenant of 20,000 people and some 60,000 devices, when it counts them anew and while it keeps the counts. */
export const overview: BenchCase = async (testBed) => {
  const { dataset, repetitions } = testBed;
  await using caller = await testBed.caller(tenant);
  const people = dataset.sizes.users[tenant] ?? 0;
  const [row] = await dataset.sql<{ devices: number }[]>`
    select count(*)::int as devices from devices where tenant_id = ${dataset.tenantIds[tenant] ?? ""}`;
  const calls = (count: number) => load(() => caller.query("overview.get"), { concurrency: 1, calls: count, from: 0 });
  const anew: number[] = [];
  const kept: number[] = [];
  for (let turn = 0; turn <= repetitions; turn++) {
    const { p50: counted } = await calls(1);
    const { p50 } = await calls(testBed.calls(100));
    if (turn > 0) {
      anew.push(counted);
      kept.push(p50);
    }
    // Counts of a small tenant are not kept.
    const expiresIn = Math.max(keptMs, counted * keptTimes);
    if (people > totalCap) await new Promise((resolve) => setTimeout(resolve, expiresIn));
  }
  const of = (what: string) =>
    ({
      benchCase: `overview of ${people} people and ${row?.devices} devices, ${what}, p50`,
      unit: "ms",
      goal: { is: "at most", value: 60 },
    }) as const;
  return [valueRow(of("counted anew"), anew), valueRow(of("counts kept"), kept)];
};
