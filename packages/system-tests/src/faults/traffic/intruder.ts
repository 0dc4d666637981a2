import { setTimeout as sleep } from "node:timers/promises";
import { tenant } from "../tenant.ts";
import type { Person } from "./person.ts";
import { signInFromAnywhere, type TrafficContext } from "./traffic-context.ts";

/** Milliseconds between two attempts. */
const pauseMs = 250;
/** Per person and run: an account bears so many failures an hour. */
const attemptsMax = 20;

/** Signs in as whoever a writer may be deactivating or deleting at that moment, with the right password: no race lets a session through. */
export async function intrude(
  context: TrafficContext,
  people: readonly Person[],
  stopping: AbortSignal,
): Promise<void> {
  const attempts = new Map<string, number>();
  while (!stopping.aborted) {
    await sleep(pauseMs);
    const { id, email, password } = context.random.pick(people);
    const made = (attempts.get(id) ?? 0) + 1;
    attempts.set(id, made);
    if (made > attemptsMax) continue;
    // What comes of it, the watch tells.
    await signInFromAnywhere(context, { tenant, email, password }).catch(() => {});
  }
}
