import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Arriving, Gate } from "./gate.ts";
import { callsIn } from "./trpc-endpoint.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const arriving = (more: Partial<Arriving> = {}): Arriving => ({
  key: "session",
  tenantId: "acme",
  address: () => "192.0.2.1",
  calls: 1,
  opensStream: false,
  ...more,
});

/** So many calls at once: how many run, wait and are refused. */
function send(gate: Gate, count: number, each: (n: number) => Arriving) {
  const admissions = Array.from({ length: count }, (_, n) => gate.enter(each(n)));
  return {
    running: admissions.filter(({ turn }) => turn?.granted === true).length,
    waiting: admissions.filter(({ turn }) => turn !== undefined && turn.granted !== true).length,
    refused: admissions.filter(({ turn }) => !turn).length,
  };
}

it("runs 8 calls of a session, queues 120 and refuses the rest", () => {
  expect(send(new Gate(), 3_000, () => arriving())).toEqual({ running: 8, waiting: 120, refused: 2_872 });
});

it("runs one call of a session that floods, and eight again once it has asked for less for a while", async () => {
  const gate = new Gate();
  const first = Array.from({ length: 8 }, () => gate.enter(arriving()));
  const queued = Array.from({ length: 121 }, () => gate.enter(arriving())).flatMap(({ turn }) => turn ?? []);
  expect(queued).toHaveLength(120);
  const began: number[] = [];
  queued.forEach(({ granted }, at) => void Promise.resolve(granted).then((isGranted) => isGranted && began.push(at)));
  for (const { turn } of first) turn?.leave();
  await vi.advanceTimersByTimeAsync(240);
  expect(began).toEqual([]);
  await vi.advanceTimersByTimeAsync(20);
  expect(began).toEqual([0]);
  await vi.advanceTimersByTimeAsync(2_000);
  queued[0]?.leave();
  await vi.advanceTimersByTimeAsync(1);
  expect(began).toEqual(Array.from({ length: 9 }, (_, at) => at));
});

it("bounds a tenant, however many sessions it uses, and leaves room for others", () => {
  const gate = new Gate();
  expect(send(gate, 3_000, (n) => arriving({ key: `session ${n % 50}` }))).toMatchObject({ running: 24, waiting: 512 });
  expect(send(gate, 8, () => arriving({ key: "other", tenantId: "globex" }))).toMatchObject({ running: 8 });
});

it("bounds an address by whatever credentials it invents, and lets the signed-in behind it by", () => {
  const gate = new Gate();
  const unknown = (n: number) => arriving({ key: `invented ${n}`, tenantId: undefined });
  expect(send(gate, 3_000, unknown)).toMatchObject({ running: 16, waiting: 512 });
  expect(send(gate, 8, () => arriving())).toMatchObject({ running: 8 });
  expect(send(gate, 1, () => arriving({ key: undefined, tenantId: undefined, address: () => "192.0.2.2" }))).toEqual({
    running: 1,
    waiting: 0,
    refused: 0,
  });
});

it("does not bound an office behind one address like one session", () => {
  const office = (n: number) => arriving({ key: `session ${n}`, tenantId: `tenant ${n % 4}` });
  expect(send(new Gate(), 400, office)).toMatchObject({ refused: 0 });
  const signingIn = () => arriving({ key: undefined, tenantId: undefined });
  expect(send(new Gate(), 400, signingIn)).toMatchObject({ refused: 0 });
});

it("counts a batch as its calls", () => {
  expect(callsIn("/api/trpc/account.me,tenant.get%2Cuser.count?batch=1&input={}")).toBe(3);
  expect([callsIn("/api/trpc/account.me?input={}"), callsIn("/users?batch=1,2")]).toEqual([1, 1]);
  expect(send(new Gate(), 4, () => arriving({ calls: 4 }))).toMatchObject({ running: 2, waiting: 2 });
});

it("bounds how often one session opens streams, and lets it open more after a while", async () => {
  const gate = new Gate();
  const open = () => {
    const { turn } = gate.enter(arriving({ opensStream: true }));
    turn?.leave();
    return turn !== undefined;
  };
  expect(Array.from({ length: 1_500 }, open).filter(Boolean)).toHaveLength(30);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(Array.from({ length: 1_500 }, open).filter(Boolean)).toHaveLength(10);
});
