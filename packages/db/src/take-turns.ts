import { setTimeout as pause } from "node:timers/promises";
import { isLockRefused } from "./unavailable.ts";

/**
 * Does a piece of work that gives up where it waits too long for a lock, and does it again later: whoever asks for the same
 * tables after it waits behind it only as long as it waits, and goes on meanwhile.
 * @throws the last refusal after so many attempts, and at once what is no refusal of a lock
 */
export async function takeTurns<T>(
  work: () => Promise<T>,
  { attempts, pauseMs }: { readonly attempts: number; readonly pauseMs: number },
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isLockRefused(error) || attempt === attempts) throw error;
      await pause(pauseMs);
    }
  }
}
