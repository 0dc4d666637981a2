import { openListener } from "@portcullis/db/listen";
import { quantile } from "../measure/compare.ts";
import { valueRow } from "../report/table.ts";
import { largest } from "../seed/sizes.ts";
import { startWorker } from "../serve/programs.ts";
import type { BenchCase } from "../test-bed/test-bed.ts";

/** From the reply to the commit of the last of five devices, as whoever listens hears it, while nothing else is going on. */
export const switchOff: BenchCase = async (testBed) => {
  const { dataset, repetitions } = testBed;
  const calls = testBed.calls(60);
  const people = await testBed.fresh(calls * (repetitions + 1));
  await using caller = await testBed.caller(largest);
  await using _worker = await startWorker(dataset);
  const listener = await openListener(dataset.applicationUrl, "bench listen");
  // Of a cascade that ends in its first batch two notifications are sent: that it began, and that it is done.
  const heard = new Map<string, number[]>();
  listener.subscribe((change) => {
    if (change?.cascadeId && change.userId)
      heard.set(change.userId, [...(heard.get(change.userId) ?? []), performance.now()]);
  });
  try {
    const samples: { p50: number; p99: number }[] = [];
    for (let turn = 0; turn <= repetitions; turn++) {
      const taken: number[] = [];
      for (const { id } of people.slice(turn * calls, (turn + 1) * calls)) {
        await caller.mutate("user.deactivate", { id });
        const replied = performance.now();
        while ((heard.get(id)?.length ?? 0) < 2) await new Promise((resolve) => setTimeout(resolve, 1));
        taken.push(Math.max(0, (heard.get(id)?.[1] ?? Number.NaN) - replied));
      }
      if (turn > 0) samples.push({ p50: quantile(taken, 0.5), p99: quantile(taken, 0.99) });
    }
    const benchCase = "user.deactivate → five devices off, idle, after the reply";
    return [
      valueRow(
        { benchCase: `${benchCase}, p50`, unit: "ms", goal: { is: "at most", value: 4 } },
        samples.map(({ p50 }) => p50),
      ),
      valueRow(
        { benchCase: `${benchCase}, p99`, unit: "ms", goal: { is: "at most", value: 10 } },
        samples.map(({ p99 }) => p99),
      ),
    ];
  } finally {
    await listener.close();
  }
};
