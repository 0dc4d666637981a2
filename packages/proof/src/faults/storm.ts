import { setTimeout as sleep } from "node:timers/promises";
import { type Random, randomFrom } from "@portcullis/api/testing/random";
import { deal } from "./deal.ts";
import { draw, type Fault, faultsOf } from "./fault.ts";
import { floodFaults } from "./flood-faults.ts";
import type { Ground } from "./ground/ground.ts";
import type { Journal } from "./traffic/journal.ts";

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
export interface Struck extends Pick<Fault, "kind" | "part"> {
  readonly at: Date;
}

/** Lets faults befall the product for that long, one or two at a time; each time it must come back by itself. Answers what struck, in order. */
export async function storm(
  ground: Ground,
  journal: Journal,
  { seed, seconds }: { readonly seed: number; readonly seconds: number },
): Promise<readonly Struck[]> {
  const random = randomFrom(seed);
  const cards = deal([...faultsOf(ground), ...floodFaults(ground.url, journal, randomFrom(seed))], random);
  /** Drawn as a second one, and waiting for a turn of their own. */
  const alone: Fault[] = [];
  const struck: Struck[] = [];
  for (const began = performance.now(); performance.now() - began < seconds * 1000; ) {
    const faults = drawOneOrTwo(cards, alone, random);
    const named = faults.map(({ kind, part }) => `${part} ${kind}`).join(" and ");
    const at = new Date();
    struck.push(...faults.map(({ kind, part }) => ({ at, kind, part })));
    const about = faults.map(({ strike }) => ({ strike, drawn: draw(random) }));
    await Promise.all(about.map(({ strike, drawn }) => strike(drawn)));
    const unwell = await ground.unwell(patienceMs);
    if (unwell.length > 0) {
      const said = unwell.map((name) => `${name} said: ${ground.said(name).slice(-saidMax)}`).join("\n");
      journal.violate(`Not well a minute after "${named}": ${unwell.join(", ")}.\n${said}`);
      break;
    }
    if (!(await flows(journal))) {
      journal.violate(`Nothing was accepted for a minute after "${named}", though every part is well.`);
      break;
    }
    await sleep(random.below(calmMs));
  }
  return struck;
}

function drawOneOrTwo(cards: Generator<Fault, never>, alone: Fault[], { below }: Random): Fault[] {
  const first = alone.shift() ?? cards.next().value;
  if (first.isAlone || below(oneInTwins) > 0) return [first];
  const second = cards.next().value;
  if (second.isAlone) alone.push(second);
  // Two on one part would mend each other.
  return second.isAlone || second.part === first.part ? [first] : [first, second];
}

async function flows({ counts }: Journal): Promise<boolean> {
  const wanted = counts.accepted + flowing;
  for (const began = performance.now(); counts.accepted < wanted; await sleep(20)) {
    if (performance.now() - began > patienceMs) return false;
  }
  return true;
}
