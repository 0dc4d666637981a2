import { setTimeout as delay } from "node:timers/promises";
import type { Service } from "./service.ts";

/** Resolves when the service says that it can work. Ends without a word when `signal` is aborted. */
export async function untilReady(service: Service, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !(await isReady(service.readyUrl))) {
    await delay(50, undefined, { signal }).catch(() => {});
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: "manual" });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}
