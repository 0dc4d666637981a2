import { availableParallelism } from "node:os";
import { hashPassword, verifyPassword } from "@portcullis/auth/password";
import { assertSameAnswer, startFloor } from "../competitors/floor.ts";
import { openCaller } from "../http/caller.ts";
import { sideBySide } from "../measure/compare.ts";
import { load } from "../measure/load.ts";
import { ratioRow } from "../report/table.ts";
import type { Dataset } from "../seed/dataset.ts";
import { ownerEmailOf, ownerPassword, slugOf } from "../seed/fill-dataset.ts";
import { hundredThousand, largest } from "../seed/sizes.ts";
import { type BenchCase, peopleOf } from "../test-bed/test-bed.ts";

const account = { tenant: slugOf(hundredThousand), email: ownerEmailOf(hundredThousand), password: ownerPassword };
/** Another address each time: what is measured is not the throttle. */
const addressOf = (n: number) => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;

/** Sign-ins over HTTP, against the hash alone and the floor; and what they cost somebody who works meanwhile. */
export const signIns: BenchCase = async (testBed) => {
  const { dataset, console, repetitions } = testBed;
  const concurrency = availableParallelism();
  const calls = testBed.calls(100);
  const people = await peopleOf(dataset, largest, { count: 500 });
  await using caller = await testBed.caller(largest);
  await using anonymous = openCaller(console.url, {}, concurrency);
  const enter = await form(console.url);
  const hash = await hashPassword(ownerPassword);
  const signIn = (n: number) => anonymous.submit("/api/auth/callback/credentials", enter(n));
  const rates = await sideBySide(
    repetitions,
    (turn) => load(signIn, { concurrency, calls, from: turn * calls }),
    (turn) => load(() => verifyPassword(hash, ownerPassword), { concurrency, calls, from: turn * calls }),
  );
  const besideFloor = async () => {
    await using floor = await startFloor(dataset);
    await using bare = openCaller(floor.url, {}, concurrency);
    const signInAtFloor = (n: number) =>
      bare.submit("/sign-in", { body: JSON.stringify(account), headers: { "x-forwarded-for": addressOf(n) } });
    const taken = await sideBySide(
      repetitions,
      (turn) => load(signIn, { concurrency, calls, from: 2e6 + turn * calls }),
      (turn) => load(signInAtFloor, { concurrency, calls, from: 3e6 + turn * calls }),
    );
    // One after the other: both would end the same oldest session.
    await signIn(4e6);
    await signInAtFloor(5e6);
    await assertSameAnswer(leftFrom(dataset, addressOf(4e6)), leftFrom(dataset, addressOf(5e6)));
    return taken;
  };
  const floorRates = await besideFloor();
  const read = (n: number) => caller.query("user.get", { id: people[n % people.length]?.id });
  const reads = (turn: number) => load(read, { concurrency: 1, calls: testBed.calls(300), from: turn * calls });
  const meanwhile = await sideBySide(
    repetitions,
    async (turn) => {
      const over = new AbortController();
      const entering = Promise.all(
        Array.from({ length: concurrency }, async (_, slot) => {
          for (let n = 0; !over.signal.aborted; n++)
            await anonymous.submit("/api/auth/callback/credentials", enter(1e6 + turn * 1e5 + n * concurrency + slot));
        }),
      );
      const taken = await reads(turn);
      over.abort();
      await entering;
      return taken;
    },
    reads,
  );
  return [
    ratioRow(
      {
        benchCase: `sign-in, concurrency ${concurrency}`,
        unit: "sign-ins/s",
        baseline: "argon2id alone with the same bound",
        goal: { is: "at least", value: 0.75 },
      },
      rates.ours.map(({ rate }) => rate),
      rates.baseline.map(({ rate }) => rate),
    ),
    ratioRow(
      {
        benchCase: `sign-in, concurrency ${concurrency}`,
        unit: "sign-ins/s",
        baseline: "floor",
        goal: { is: "at least", value: 0.75 },
      },
      floorRates.ours.map(({ rate }) => rate),
      floorRates.baseline.map(({ rate }) => rate),
    ),
    ratioRow(
      {
        benchCase: "user.get while people sign in, p95",
        unit: "ms",
        baseline: "the same without",
        goal: { is: "at most", value: 1.6 },
      },
      meanwhile.ours.map(({ p95 }) => p95),
      meanwhile.baseline.map(({ p95 }) => p95),
    ),
  ];
};

/**
 * What the sign-in form sends, by another tenant's owner:
 * who signs in keeps the newest fifty sessions, and the one that reads beside it would end.
 */
async function form(url: string) {
  const answer = await fetch(`${url}/api/auth/csrf`);
  const cookie = answer.headers
    .getSetCookie()
    .map((set) => set.split(";", 1)[0])
    .join("; ");
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  const body = new URLSearchParams({ csrfToken, json: "true", callbackUrl: "/", ...account }).toString();
  return (n: number) => ({
    body,
    headers: { cookie, "x-forwarded-for": addressOf(n) },
  });
}

/** The rows that a sign-in from there left, without their ids and times. */
async function leftFrom({ sql }: Dataset, address: string): Promise<unknown> {
  const rows = await sql`
    select to_jsonb(e) - '{id,at,target_id,details_hash,origin_hash}'::text[] as event, length(e.origin_hash) as proof, d.details,
      to_jsonb(o) - '{event_id,address,salt}'::text[] as origin, s.session
    from audit_origins o
    join audit_events e on e.tenant_id = o.tenant_id and e.id = o.event_id
    left join audit_details d on d.tenant_id = e.tenant_id and d.event_id = e.id
    left join (
      select tenant_id, address, jsonb_build_object('user', user_id, 'agent', agent, 'with', confirmed_with, 'life', expires_at - created_at)
        as session from sessions
    ) s on s.tenant_id = o.tenant_id and s.address = o.address
    where o.address = ${address} order by e.action`;
  if (rows.length === 0) throw new Error(`Nobody has signed in from ${address}.`);
  return rows;
}
