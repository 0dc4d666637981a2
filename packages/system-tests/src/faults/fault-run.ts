import { setTimeout as sleep } from "node:timers/promises";
import { type Random, randomFrom } from "@portcullis/api/testing/random";
import { draw, type Fault, faultsOf } from "./fault.ts";
import { floodFaults } from "./flood-faults.ts";
import type { TestBed } from "./test-bed/test-bed.ts";
import type { OperationLog } from "./traffic/operation-log.ts";

/** Deals a deck again and again, shuffled each time: everything comes once before anything comes twice. */
function* schedule<ScheduledFault>(
  deck: readonly ScheduledFault[],
  { below }: Random,
): Generator<ScheduledFault, never> {
  for (;;) {
    const rest = [...deck];
    while (rest.length > 0) {
      const [scheduledFault] = rest.splice(below(rest.length), 1);
      if (scheduledFault !== undefined) yield scheduledFault;
    }
  }
}

/** One fault in so many is met by another one before it is over. */
const oneInTwins = 3;
/** Milliseconds at most between two faults: long enough for batches and clicks to be met half-way. */
const calmMs = 1_500;
/** Milliseconds within which everything is well again by itself. */
const patienceMs = 60_000;
/** Characters at the end of what a part wrote that may say why it is not well. */
const saidMax = 3_000;
/** Changes that must be accepted between two faults. */
const flowing = 5;

/** A fault that was, when it began. */
interface Injected extends Pick<Fault, "kind" | "part"> {
  readonly at: Date;
}

/** Lets faults befall the product for that long, one or two at a time; each time it must come back by itself. Answers what struck, in order. */
export async function faultRun(
  testBed: TestBed,
  operationLog: OperationLog,
  { seed, seconds }: { readonly seed: number; readonly seconds: number },
): Promise<readonly Injected[]> {
  const random = randomFrom(seed);
  const scheduledFaults = schedule(
    [...faultsOf(testBed), ...floodFaults(testBed.url, operationLog, randomFrom(seed))],
    random,
  );
  /** Drawn as a second one, and waiting for a turn of their own. */
  const alone: Fault[] = [];
  const injected: Injected[] = [];
  for (const began = performance.now(); performance.now() - began < seconds * 1000; ) {
    const faults = drawOneOrTwo(scheduledFaults, alone, random);
    const named = faults.map(({ kind, part }) => `${part} ${kind}`).join(" and ");
    const at = new Date();
    injected.push(...faults.map(({ kind, part }) => ({ at, kind, part })));
    const about = faults.map(({ inject }) => ({ inject, drawn: draw(random) }));
    await Promise.all(about.map(({ inject, drawn }) => inject(drawn)));
    const unwell = await testBed.unwell(patienceMs);
    if (unwell.length > 0) {
      const said = unwell.map((name) => `${name} said: ${testBed.said(name).slice(-saidMax)}`).join("\n");
      operationLog.violate(`Not well a minute after "${named}": ${unwell.join(", ")}.\n${said}`);
      break;
    }
    if (!(await flows(operationLog))) {
      operationLog.violate(`Nothing was accepted for a minute after "${named}", though every part is well.`);
      break;
    }
    await sleep(random.below(calmMs));
  }
  return injected;
}

function drawOneOrTwo(scheduledFaults: Generator<Fault, never>, alone: Fault[], { below }: Random): Fault[] {
  const first = alone.shift() ?? scheduledFaults.next().value;
  if (first.isAlone || below(oneInTwins) > 0) return [first];
  const second = scheduledFaults.next().value;
  if (second.isAlone) alone.push(second);
  // Two on one part would mend each other.
  return second.isAlone || second.part === first.part ? [first] : [first, second];
}

async function flows({ counts }: OperationLog): Promise<boolean> {
  const wanted = counts.accepted + flowing;
  for (const began = performance.now(); counts.accepted < wanted; await sleep(20)) {
    if (performance.now() - began > patienceMs) return false;
  }
  return true;
}
