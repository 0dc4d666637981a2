import { setTimeout as delay } from "node:timers/promises";

/** Waits `ms`; less where `signal` is aborted, which is no error. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, signal && { signal }).catch(() => {});
}
