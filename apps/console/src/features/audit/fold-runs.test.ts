import { expect, it } from "vitest";
import { ada, anEvent, grace, idOf, laptop, worker } from "#features/audit/testing/an-event.ts";
import { foldRuns } from "./fold-runs.ts";
import { phraseText } from "./phrase.ts";
import { runSentence } from "./run-sentence.ts";

const off = (n: number, change: Parameters<typeof anEvent>[0] = {}) =>
  anEvent({
    id: idOf(n),
    action: "device.deactivated",
    actor: worker,
    target: { ...laptop, id: idOf(n) },
    cascadeId: idOf(9),
    ...change,
  });
const sizes = (events: Parameters<typeof foldRuns>[0]) => foldRuns(events).map((run) => run.length);

it("folds the devices of one change into one deed", () => {
  expect(sizes([off(12), off(11), off(10), anEvent()])).toEqual([3, 1]);
});

it("does not fold across changes, people, actors or hours", () => {
  expect(sizes([off(11), off(10, { cascadeId: idOf(8) })])).toEqual([1, 1]);
  expect(sizes([off(11), off(10, { subject: { id: grace.id, name: grace.name } })])).toEqual([1, 1]);
  expect(sizes([off(11), off(10, { actor: grace })])).toEqual([1, 1]);
  expect(sizes([off(11), off(10, { at: new Date("2026-11-24T09:00:00Z") })])).toEqual([1, 1]);
});

it("folds an import of many people, but never what has a reason or values of its own", () => {
  const created = { action: "user.created", actor: { kind: "operator", id: null, name: null } } as const;
  expect(sizes([anEvent(created), anEvent({ ...created, subject: { id: grace.id, name: grace.name } })])).toEqual([2]);
  expect(sizes([anEvent(), anEvent()])).toEqual([1, 1]);
  expect(sizes([anEvent({ action: "device.renamed" }), anEvent({ action: "device.renamed" })])).toEqual([1, 1]);
});

it("counts in the sentence, and says where the page may hold only some", () => {
  const phrase = (...how: Parameters<typeof runSentence>) => phraseText(runSentence(...how));
  expect(phrase(off(10), 1200, false)).toBe("The worker switched off 1,200 devices of Ada Lovelace");
  expect(phrase(off(10), 50, true)).toBe("The worker switched off at least 50 devices of Ada Lovelace");
  expect(phrase(off(10, { action: "session.revoked", actor: ada }), 3, false)).toBe(
    "Ada Lovelace ended 3 sessions of their own",
  );
});
