import type { BulkAsked } from "./bulk-asked.ts";
import { type Outcome, outcomeOf, unreached } from "./outcome.ts";

/** How many events of the audit log an act must have left. */
type Events = "one" | "none" | "maybe";

/** An act that is to be made, and what may become of it. */
interface Act<Answer> {
  /** A sentence without its end, with ids: what a violation is told by. */
  readonly what: string;
  /** Under which key the audit log counts it; left out for what leaves no event, or one that is not counted. */
  readonly key?: string;
  /** How many events it leaves where it is accepted. */
  readonly events?: Events;
  /** Codes that it may be refused with; `accepted` where that may happen too. */
  readonly lawful: readonly string[];
  readonly call: () => Promise<Answer>;
}

/** Everything that was asked of the product and what it answered. */
export interface OperationLog {
  /** Makes the act and writes it down. */
  readonly make: <Answer>(act: Act<Answer>) => Promise<Outcome<Answer>>;
  /** Notes that a promise was broken. */
  readonly violate: (sentence: string) => void;
  readonly violations: readonly string[];
  readonly counts: Readonly<Record<Outcome<unknown>["kind"], number>>;
  /** How many were refused with each code. */
  readonly refusals: ReadonlyMap<string, number>;
  /** By key, how many events there must be at least and at most. */
  readonly expected: ReadonlyMap<string, { readonly least: number; readonly most: number }>;
  /** The bulk operations that were previewed, by id. */
  readonly bulks: Map<string, BulkAsked>;
  /** What was done under a key, in order. */
  readonly result: (key: string) => readonly string[];
}

/** Refusals that say nothing of what was asked: too much was asked at once, or nobody was there to be asked. */
const alwaysLawful = ["TOO_MANY_REQUESTS", unreached];

export function openOperationLog(): OperationLog {
  const violations: string[] = [];
  const refusals = new Map<string, number>();
  const counts = { accepted: 0, refused: 0, unsure: 0 };
  const expected = new Map<string, { least: number; most: number }>();
  const result = new Map<string, string[]>();

  function count(key: string, events: Events, sentence: string): void {
    const range = expected.get(key) ?? { least: 0, most: 0 };
    expected.set(key, {
      least: range.least + (events === "one" ? 1 : 0),
      most: range.most + (events === "none" ? 0 : 1),
    });
    const sentences = result.get(key) ?? [];
    sentences.push(`${sentence} (${events})`);
    result.set(key, sentences);
  }

  return {
    async make({ what, key, events = "none", lawful, call }) {
      const asked = new Date();
      const outcome = await outcomeOf(call);
      if (outcome.kind !== "refused" || outcome.code !== unreached) counts[outcome.kind]++;
      if (outcome.kind === "refused") refusals.set(outcome.code, (refusals.get(outcome.code) ?? 0) + 1);
      const answer = outcome.kind === "accepted" ? "accepted" : outcome.kind === "refused" ? outcome.code : outcome.why;
      const sentence = `${asked.toISOString()} – ${new Date().toISOString()} ${what}: ${outcome.kind} ${answer}`;
      if (outcome.kind !== "unsure" && ![...lawful, ...alwaysLawful].includes(answer)) {
        violations.push(`${sentence}, where only ${lawful.join(", ")} is lawful`);
      }
      if (key) {
        if (outcome.kind === "accepted") count(key, events, sentence);
        else if (outcome.kind === "refused") count(key, "none", sentence);
        else count(key, events === "none" ? "none" : "maybe", sentence);
      }
      return outcome;
    },
    violate: (sentence) => void violations.push(sentence),
    violations,
    counts,
    refusals,
    expected,
    bulks: new Map(),
    result: (key) => result.get(key) ?? [],
  };
}
