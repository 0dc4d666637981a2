import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FairQueue } from "./fair-queue.ts";

const limits = {
  total: { running: 4, waiting: 6 },
  group: { running: 3, waiting: 4 },
  part: { running: 2, waiting: 3 },
  waitMs: 3_000,
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A queue, and a way to enter that notes whose turn came, in order. */
function aQueue() {
  const queue = new FairQueue(limits);
  const started: string[] = [];
  const enter = (name: string, group: string, part?: string, weight?: number) => {
    const turn = queue.enter({ group, part, ...(weight !== undefined && { weight }) });
    if (turn?.granted === true) started.push(name);
    else void turn?.granted.then((isGranted) => started.push(isGranted ? name : `not ${name}`));
    return turn;
  };
  return { queue, started, enter };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

it("lets a part, a group and all have no more than their share at once", () => {
  const { queue, started, enter } = aQueue();
  for (const name of ["a1", "a2", "a3"]) enter(name, "acme", "a");
  for (const name of ["b1", "b2"]) enter(name, "acme", "b");
  for (const name of ["c1", "c2"]) enter(name, "globex", "c");
  expect(started).toEqual(["a1", "a2", "b1", "c1"]);
  expect([queue.running, queue.waiting]).toEqual([4, 3]);
});

it("refuses who finds as many waiting as may: of a part, of a group, in all", () => {
  const { queue, enter } = aQueue();
  for (let n = 0; n < 5; n++) expect(enter("a", "acme", "a")).toBeDefined();
  expect(enter("a", "acme", "a")).toBeUndefined();
  expect(enter("b", "acme", "b")).toBeDefined();
  expect(enter("b", "acme", "b")).toBeDefined();
  expect(enter("b", "acme", "b")).toBeUndefined();
  expect(enter("c", "globex", "c")).toBeDefined();
  for (let n = 0; n < 2; n++) expect(enter("c", "globex", "c")).toBeDefined();
  expect(enter("c", "globex", "c")).toBeUndefined();
  expect(queue.waiting).toBe(6);
});

it("takes turns between groups, and between the parts of one", async () => {
  const { started, enter } = aQueue();
  const first = [enter("x1", "x"), enter("x2", "x"), enter("y1", "y", "1"), enter("y2", "y", "1")];
  for (const name of ["a1", "a2", "a3"]) enter(name, "acme", "a");
  enter("b1", "acme", "b");
  enter("c1", "globex", "c");
  started.length = 0;
  for (const turn of first) turn?.leave();
  await settle();
  expect(started).toEqual(["a1", "c1", "b1", "a2"]);
});

it("does not let a group that may not run more hold up the others", async () => {
  const { started, enter } = aQueue();
  const [mine] = [enter("a1", "acme"), enter("a2", "acme"), enter("a3", "acme")];
  enter("a4", "acme");
  const other = enter("b1", "globex");
  enter("c1", "initech");
  started.length = 0;
  other?.leave();
  await settle();
  expect(started).toEqual(["c1"]);
  mine?.leave();
  await settle();
  expect(started).toEqual(["c1", "a4"]);
});

it("ends a wait after its time, and gives the place to nobody who has left", async () => {
  const { queue, started, enter } = aQueue();
  const running = [enter("a1", "acme", "a"), enter("a2", "acme", "a")];
  enter("a3", "acme", "a");
  const leaving = enter("a4", "acme", "a");
  await vi.advanceTimersByTimeAsync(2_000);
  enter("a5", "acme", "a");
  leaving?.leave();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(started).toEqual(["a1", "a2", "not a4", "not a3"]);
  for (const turn of running) {
    turn?.leave();
    turn?.leave();
  }
  await settle();
  expect(started.at(-1)).toBe("a5");
  expect([queue.running, queue.waiting]).toEqual([1, 0]);
});

it("counts what is several for as many, and runs what is more than the limit alone", async () => {
  const { started, enter } = aQueue();
  const batch = enter("batch", "acme", "a", 10);
  enter("a1", "acme", "a");
  expect(started).toEqual(["batch"]);
  batch?.leave();
  await settle();
  expect(started).toEqual(["batch", "a1"]);
});

it("says that it is blocked where all is in use and nobody's turn comes, not where one group waits for itself", async () => {
  const { queue, enter } = aQueue();
  for (const name of ["a1", "a2", "a3", "a4"]) enter(name, "acme");
  await vi.advanceTimersByTimeAsync(2_500);
  expect(queue.isBlocked(2_000)).toBe(false);
  const other = enter("b1", "globex");
  enter("b2", "globex");
  await vi.advanceTimersByTimeAsync(2_500);
  expect(queue.isBlocked(2_000)).toBe(true);
  other?.leave();
  expect(queue.isBlocked(2_000)).toBe(false);
});

it("keeps nothing of who is gone", () => {
  const { queue, enter } = aQueue();
  const turns = Array.from({ length: 1_000 }, (_, n) => enter(`${n}`, `group ${n}`, `part ${n}`));
  for (const turn of turns) turn?.leave();
  expect([queue.running, queue.waiting, queue.groups]).toEqual([0, 0, 0]);
});
