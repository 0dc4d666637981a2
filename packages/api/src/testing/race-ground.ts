import { afterAll, beforeAll } from "vitest";
import { type StartBarrier, startBarrier } from "./at-once.ts";
import { testWorld, type World } from "./world.ts";

/** For a group of races: a world that they share, and where they meet; made before the first of them, and gone after the last. */
export function raceGround(onMade: (ground: { readonly world: World; readonly barrier: StartBarrier }) => void): void {
  const made = new AsyncDisposableStack();
  beforeAll(async () => {
    const world = made.use(await testWorld());
    onMade({ world, barrier: made.use(startBarrier(world.ownerUrl)) });
  });
  afterAll(() => made.disposeAsync());
}
