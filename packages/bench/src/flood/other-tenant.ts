import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "superjson";
import { Pool } from "undici";
import { quantile } from "../measure/compare.ts";

/** Milliseconds between two calls that begin, whether or not those before have ended. */
const everyMs = 25;
/** An answer that takes longer counts as none. */
const patienceMs = 30_000;

export interface Waits {
  readonly calls: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** What was answered otherwise than expected. */
  readonly failed: readonly string[];
}

const paths = ["account.me", `user.list?input=${encodeURIComponent(stringify({ limit: 25 }))}`, "tenant.get"];

/** Calls of somebody else, begun at a steady pace for that long: reads of several kinds, and a change now and then. */
export async function callsOfOther(
  url: string,
  { cookie, seconds, expected }: { cookie: string; seconds: number; expected: number },
): Promise<Waits> {
  await using pool = Object.assign(new Pool(url, { connections: 64, pipelining: 1 }), {
    [Symbol.asyncDispose]: () => pool.close(),
  });
  const waits: number[] = [];
  const failed: string[] = [];
  const headers = { cookie, origin: new URL(url).origin };
  const call = async (n: number) => {
    const isChange = n % 10 === 9;
    const path = isChange ? "account.update" : (paths[n % paths.length] ?? "");
    const began = performance.now();
    try {
      const answer = await pool.request({
        path: `/api/trpc/${path}`,
        method: isChange ? "POST" : "GET",
        headers: { ...headers, ...(isChange && { "content-type": "application/json" }) },
        ...(isChange && { body: stringify({ firstName: "Olga" }) }),
        headersTimeout: patienceMs,
      });
      const text = await answer.body.text();
      if (answer.statusCode !== expected) failed.push(`${path}: ${answer.statusCode} ${text.slice(0, 200)}`);
    } catch (error) {
      failed.push(`${path}: ${String(error)}`);
    }
    waits.push(performance.now() - began);
  };
  const calls: Promise<void>[] = [];
  for (const began = performance.now(); performance.now() - began < seconds * 1_000; await sleep(everyMs))
    calls.push(call(calls.length));
  await Promise.all(calls);
  return {
    calls: waits.length,
    p50: quantile(waits, 0.5),
    p95: quantile(waits, 0.95),
    max: Math.max(...waits),
    failed,
  };
}
