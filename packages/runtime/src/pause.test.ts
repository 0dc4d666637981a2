import { expect, it } from "vitest";
import { pause } from "./pause.ts";

/** So long that a pause that ignores its signal fails by the test's own time-out. */
const forever = 600_000;

it("ends when its signal is aborted, or was already", async () => {
  const ending = new AbortController();
  const paused = pause(forever, ending.signal);
  ending.abort();
  await expect(paused).resolves.toBeUndefined();
  await expect(pause(forever, ending.signal)).resolves.toBeUndefined();
});

it("waits without a signal", async () => {
  await expect(pause(1)).resolves.toBeUndefined();
});
