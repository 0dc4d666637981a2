import { setTimeout as delay } from "node:timers/promises";
import type { CommandEnv } from "../env.ts";
import { openProductDatabase, type ProductDatabase } from "./product-database.ts";

/**
 * Opens the database and starts an embedded one again, on the same port, whenever it is lost: console and worker
 * find it by themselves.
 */
export async function keepDatabase(env: CommandEnv, print: (sentence: string) => void): Promise<ProductDatabase> {
  const first = await openProductDatabase(env);
  let current: ProductDatabase = first;
  const stopping = new AbortController();

  async function keep(): Promise<void> {
    for (let lost = first.embedded?.lost; lost && first.embedded; ) {
      await Promise.race([lost, aborted(stopping.signal)]);
      if (stopping.signal.aborted) return;
      print("The embedded database stopped unexpectedly and is being restarted.");
      try {
        await current[Symbol.asyncDispose]();
        current = await openProductDatabase(env, first.embedded.port);
        lost = current.embedded?.lost;
      } catch (error) {
        print(`The embedded database did not start: ${error instanceof Error ? error.message : String(error)}`);
        await delay(2_000, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  }

  const keeping = keep();
  return {
    ownerUrl: first.ownerUrl,
    applicationUrl: first.applicationUrl,
    embedded: first.embedded,
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await keeping;
      await current[Symbol.asyncDispose]();
    },
  };
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
