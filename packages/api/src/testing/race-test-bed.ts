import { afterAll, beforeAll } from "vitest";
import { type StartBarrier, startBarrier } from "./at-once.ts";
import { type Fixture, openFixture } from "./fixture.ts";

/** For a group of races: a fixture that they share, and where they meet; made before the first of them, and gone after the last. */
export function openRaceTestBed(
  onMade: (testBed: { readonly fixture: Fixture; readonly barrier: StartBarrier }) => void,
): void {
  const made = new AsyncDisposableStack();
  beforeAll(async () => {
    const fixture = made.use(await openFixture());
    onMade({ fixture, barrier: made.use(startBarrier(fixture.ownerUrl)) });
  });
  afterAll(() => made.disposeAsync());
}
