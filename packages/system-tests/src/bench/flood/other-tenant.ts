import { setTimeout as sleep } from "node:timers/promises";
import { wireHeaders } from "@portcullis/domain/wire";
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

const paths = ["account.me", `user.list?input=${encodeURIComponent(JSON.stringify({ limit: 25 }))}`, "tenant.get"];

const isChange = (n: number) => n % 10 === 9;

/** Sends the n-th of the other tenant's calls: reads of several kinds, and a change now and then. */
async function send(
  pool: Pool,
  url: string,
  cookie: string,
  n: number,
): Promise<{ path: string; status: number; text: string }> {
  const path = isChange(n) ? "account.update" : (paths[n % paths.length] ?? "");
  const answer = await pool.request({
    path: `/api/trpc/${path}`,
    method: isChange(n) ? "POST" : "GET",
    headers: {
      ...wireHeaders,
      cookie,
      origin: new URL(url).origin,
      ...(isChange(n) && { "content-type": "application/json" }),
    },
    ...(isChange(n) && { body: JSON.stringify({ firstName: "Olga" }) }),
    headersTimeout: patienceMs,
  });
  return { path, status: answer.statusCode, text: await answer.body.text() };
}

const openPool = (url: string) => {
  const pool = new Pool(url, { connections: 64, pipelining: 1 });
  return Object.assign(pool, { [Symbol.asyncDispose]: () => pool.close() });
};

/** Calls one after another, so that a server which has just started has compiled what it runs before it is measured. */
export async function warmUp(url: string, { cookie, calls }: { cookie: string; calls: number }): Promise<void> {
  await using pool = openPool(url);
  for (let n = 0; n < calls; n++) await send(pool, url, cookie, n);
}

/** Calls of somebody else, begun at a steady pace for that long. */
export async function callsOfOther(
  url: string,
  { cookie, seconds, expected }: { cookie: string; seconds: number; expected: number },
): Promise<Waits> {
  await using pool = openPool(url);
  const waits: number[] = [];
  const failed: string[] = [];
  const call = async (n: number) => {
    const began = performance.now();
    try {
      const { path, status, text } = await send(pool, url, cookie, n);
      if (status !== expected) failed.push(`${path}: ${status} ${text.slice(0, 200)}`);
    } catch (error) {
      failed.push(`call ${n}: ${String(error)}`);
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
