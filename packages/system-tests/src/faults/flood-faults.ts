import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "@portcullis/api/testing/random";
import { type Flood, startFlood } from "@portcullis/testing/flood/start-flood";
import { signIn } from "@portcullis/testing/sign-in";
import { apiWith } from "../network/api.ts";
import type { Fault } from "./fault.ts";
import { tenant } from "./tenant.ts";
import type { OperationLog } from "./traffic/operation-log.ts";
import { hasSession } from "./traffic/traffic-context.ts";

/** What one member does with one cookie. */
const floods = {
  "flooded by a member": { calls: 3_000, streams: 0 },
  "asked for 1,500 streams": { calls: 0, streams: 1_500 },
} as const;
/** Streams that a session may hold, and the one that has just taken the place of another. */
const streamsMax = 11;
/** Milliseconds between the answer to a call of the other tenant and the next of its kind. */
const pauseMs = 100;
/** Milliseconds within which a sign-in must open a session, and between two of them: an account bears sixty an hour. */
const patienceMs = 60_000;
const signInEveryMs = 2_000;
/** Milliseconds at least: until all that is asked for has been asked. */
const leastMs = 3_000;

/** One member's floods. They strike alone: that another tenant's calls do not fail can only be held against them then. */
export function floodFaults(url: string, operationLog: Pick<OperationLog, "violate">, random: Random): Fault[] {
  return Object.entries(floods).map(([kind, wanted]) => ({
    kind,
    part: "console",
    isAlone: true,
    async inject({ lastingMs }) {
      const member = await cookieOf(url, random, { tenant, email: `support@${tenant}.test` });
      const other = await cookieOf(url, random, { tenant: "globex", email: "owner@globex.test" });
      // As the member is called already: a change would leave an entry, which belongs to no act of the operation log.
      const { firstName } = await apiWith(url, member).account.me.query();
      const flood = await startFlood({ url, cookie: member, firstName, ...wanted });
      flood.call();
      await holdOther(url, other, { kind, ms: Math.max(leastMs, lastingMs) }, operationLog);
      await holdStreams(flood, kind, operationLog);
    },
  }));
}

/**
 * Each time from an address of its own, so that no budget of sign-ins is used up. A console that is busy, or does not have its database
 * back yet, opens no session: it is asked again.
 * @throws where none is opened within a minute
 */
async function cookieOf(url: string, { below }: Random, who: { tenant: string; email: string }): Promise<string> {
  for (const began = performance.now(); performance.now() - began < patienceMs; await sleep(signInEveryMs)) {
    const from = `10.${below(256)}.${below(256)}.${1 + below(254)}`;
    const cookie = await signIn(url, { ...who, password: "portcullis-demo" }, { "x-forwarded-for": from });
    if (hasSession(cookie)) return cookie;
  }
  throw new Error(`Nobody could sign in as ${who.email} for a minute.`);
}

/**
 * None of another tenant's calls may fail meanwhile, whether it reads or changes. One of a kind at a time, so that on a slow machine
 * none is refused because too many of its own are in progress.
 */
async function holdOther(
  url: string,
  cookie: string,
  { kind, ms }: { readonly kind: string; readonly ms: number },
  operationLog: Pick<OperationLog, "violate">,
): Promise<void> {
  const api = apiWith(url, cookie);
  // A change to what it is already takes every lock and leaves no entry, which would belong to no act of the operation log.
  const { firstName } = await api.account.me.query();
  const began = performance.now();
  const keepCalling = async (what: string, call: () => Promise<unknown>) => {
    for (; performance.now() - began < ms; await sleep(pauseMs)) {
      await call().catch((error: unknown) =>
        operationLog.violate(`While the console was ${kind}, another tenant's ${what} failed: ${String(error)}`),
      );
    }
  };
  await Promise.all([
    keepCalling("account.me", () => api.account.me.query()),
    keepCalling("user.list", () => api.user.list.query({ limit: 10 })),
    keepCalling("account.update", () => api.account.update.mutate({ firstName })),
  ]);
}

async function holdStreams(flood: Flood, kind: string, operationLog: Pick<OperationLog, "violate">): Promise<void> {
  const { streamsOpen } = await flood.stop();
  if (streamsOpen <= streamsMax) return;
  operationLog.violate(`When the console was ${kind}, one session held ${streamsOpen} streams.`);
}
