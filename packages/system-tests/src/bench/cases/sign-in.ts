import { availableParallelism } from "node:os";
import { hashPassword, verifyPassword } from "@portcullis/auth/password";
import { openCaller } from "../http/caller.ts";
import { sideBySide } from "../measure/compare.ts";
import { load } from "../measure/load.ts";
import { ratioRow } from "../report/table.ts";
import { ownerEmailOf, ownerPassword, slugOf } from "../seed/fill-dataset.ts";
import { hundredThousand, largest } from "../seed/sizes.ts";
import { type BenchCase, peopleOf } from "../test-bed/test-bed.ts";

/** Sign-ins over HTTP, against the hash alone; and what they cost somebody who works meanwhile. */
export const signIns: BenchCase = async (testBed) => {
  const { dataset, console, repetitions } = testBed;
  const concurrency = availableParallelism();
  const calls = testBed.calls(100);
  const people = await peopleOf(dataset, largest, { count: 500 });
  await using caller = await testBed.caller(largest);
  await using anonymous = openCaller(console.url, {}, concurrency);
  const enter = await form(console.url);
  const hash = await hashPassword(ownerPassword);
  const rates = await sideBySide(
    repetitions,
    (turn) =>
      load((n) => anonymous.submit("/api/auth/callback/credentials", enter(n)), {
        concurrency,
        calls,
        from: turn * calls,
      }),
    (turn) => load(() => verifyPassword(hash, ownerPassword), { concurrency, calls, from: turn * calls }),
  );
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
        baseline: "argon2id alone on the same cores",
        goal: { is: "at least", value: 0.8 },
      },
      rates.ours.map(({ rate }) => rate),
      rates.baseline.map(({ rate }) => rate),
    ),
    ratioRow(
      {
        benchCase: "user.get while people sign in, p95",
        unit: "ms",
        baseline: "the same without",
        goal: { is: "at most", value: 2 },
      },
      meanwhile.ours.map(({ p95 }) => p95),
      meanwhile.baseline.map(({ p95 }) => p95),
    ),
  ];
};

/**
 * What the sign-in form sends, from another address each time: what is measured is not the throttle. By another tenant's owner:
 * who signs in keeps the newest fifty sessions, and the one that reads beside it would end.
 */
async function form(url: string) {
  const answer = await fetch(`${url}/api/auth/csrf`);
  const cookie = answer.headers
    .getSetCookie()
    .map((set) => set.split(";", 1)[0])
    .join("; ");
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  const account = { tenant: slugOf(hundredThousand), email: ownerEmailOf(hundredThousand), password: ownerPassword };
  const body = new URLSearchParams({ csrfToken, json: "true", callbackUrl: "/", ...account }).toString();
  return (n: number) => ({
    body,
    headers: { cookie, "x-forwarded-for": `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}` },
  });
}
