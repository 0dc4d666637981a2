import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keepOpen } from "./keep-open.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Handlers = Parameters<Parameters<typeof keepOpen<string>>[0]["subscribe"]>[0];

/** A stream that a test answers for, and how often it was opened. */
function kept() {
  const opened: Handlers[] = [];
  const received: string[] = [];
  let closed = 0;
  let answer = async () => true;
  const gone = new AbortController();
  keepOpen<string>(
    {
      subscribe(handlers) {
        opened.push(handlers);
        return { unsubscribe: () => closed++ };
      },
      onEvent: (event) => received.push(event),
      isSignedOut: (error) => error === "signed out",
      mayReopen: () => answer(),
    },
    gone.signal,
  );
  return {
    opened,
    received,
    now: () => opened[opened.length - 1],
    closed: () => closed,
    gone,
    setMayReopen: (next: typeof answer) => {
      answer = next;
    },
  };
}

it("opens a refused stream again after a pause that grows to a minute or two, until it starts", async () => {
  const stream = kept();
  for (let failure = 0; failure < 10; failure++) {
    stream.now()?.onError("429");
    const least = Math.min(60_000, 1_000 * 2 ** failure);
    await vi.advanceTimersByTimeAsync(least - 1);
    expect(stream.opened).toHaveLength(failure + 1);
    await vi.advanceTimersByTimeAsync(least + 1);
    expect(stream.opened).toHaveLength(failure + 2);
  }
  stream.now()?.onStarted();
  stream.now()?.onData("news");
  expect(stream.received).toEqual(["news"]);
  stream.now()?.onError("429");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(stream.opened).toHaveLength(12);
});

it("tries again where it cannot be told whether it may, and ends where it may not", async () => {
  const stream = kept();
  stream.setMayReopen(() => Promise.reject(new Error("The database is away.")));
  stream.now()?.onError("503");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(stream.opened).toHaveLength(1);
  stream.setMayReopen(async () => true);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(stream.opened).toHaveLength(2);
  stream.setMayReopen(async () => false);
  stream.now()?.onError("403");
  await vi.advanceTimersByTimeAsync(600_000);
  expect(stream.opened).toHaveLength(2);
});

it("asks at once where the sign-in is at fault, and no second time without a pause", async () => {
  const stream = kept();
  stream.now()?.onError("signed out");
  await vi.advanceTimersByTimeAsync(0);
  expect(stream.opened).toHaveLength(2);
  stream.now()?.onError("429");
  await vi.advanceTimersByTimeAsync(2_000);
  stream.now()?.onError("signed out");
  await vi.advanceTimersByTimeAsync(0);
  expect(stream.opened).toHaveLength(3);
});

it("opens a displaced stream a minute later, and none once the page is gone", async () => {
  const stream = kept();
  stream.now()?.onComplete();
  await vi.advanceTimersByTimeAsync(59_999);
  expect(stream.opened).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(stream.opened).toHaveLength(2);
  stream.now()?.onError("429");
  stream.gone.abort();
  stream.now()?.onError("429");
  await vi.advanceTimersByTimeAsync(600_000);
  expect(stream.opened).toHaveLength(2);
  expect(stream.closed()).toBe(1);
});
