import type { TcpProxy } from "@portcullis/testing/tcp-proxy";
import type { Clock } from "./clock.ts";

/** One process of the product, as the faults see it. */
export interface Part {
  readonly name: string;
  readonly signal: (signal: NodeJS.Signals) => Promise<void>;
  /** To the database, or of a gateway to the console. */
  readonly line?: TcpProxy;
  readonly clock?: Clock;
  /** Whether it says that it is ready. */
  readonly isHealthy: () => Promise<boolean>;
}

/** How long an answer may take, in milliseconds: a stopped process gives none. */
const patienceMs = 5_000;

export async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs) }).catch(() => undefined);
  await answer?.body?.cancel().catch(() => {});
  return answer?.ok ?? false;
}
