import { signInBudgets } from "@portcullis/auth/throttle";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Running, sessionsIn, signInConsole, urlOf } from "../testing/sign-in-form.ts";
import type { Answer } from "../testing/test-console.ts";

const budget = signInBudgets.pair.attempts;
const wrong = { password: "wrong" };

/** The seconds that an answer says to wait; 0 where it says nothing of it. */
function waitOf(answer: Answer): number {
  return Number(/error=throttled%3A(\d+)/.exec(urlOf(answer))?.[1] ?? 0);
}

/** How many passwords were looked at and found wrong, by the audit log of every tenant. */
async function guessesOf({ ownerUrl }: Running): Promise<number> {
  const asOwner = openDatabase(ownerUrl, { applicationName: "guessing test", max: 1 });
  try {
    const failures = await asOwner.$client`select from audit_events where action = 'user.sign_in_failed'`;
    return failures.length;
  } finally {
    await closeDatabase(asOwner);
  }
}

describe("guessing passwords over HTTP", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("gets no more than the budget, one after the other, and then not even the right one", async () => {
    const { running, enter } = await signInConsole();
    await using _ = running;
    const waits: number[] = [];
    for (let n = 0; n < 3 * budget; n++) waits.push(waitOf(await enter(wrong)));
    expect(waits.map((wait) => wait > 0)).toEqual(waits.map((__, n) => n >= budget));
    const right = await enter();
    expect([waitOf(right) > 0, sessionsIn(right)]).toEqual([true, []]);
    expect(await guessesOf(running)).toBe(budget);
  });

  it("gets no more than the budget at once", async () => {
    const { running, enter } = await signInConsole();
    await using _ = running;
    const waits = (await Promise.all(Array.from({ length: 6 * budget }, () => enter(wrong)))).map(waitOf);
    expect(waits.filter((wait) => wait === 0)).toHaveLength(budget);
    expect(await guessesOf(running)).toBe(budget);
  });

  it("gains nothing by claiming to come from elsewhere, where no proxy is trusted", async () => {
    const { running, enter } = await signInConsole();
    await using _ = running;
    const claims = ["x-forwarded-for", "x-real-ip", "forwarded", "x-portcullis-client-address", "true-client-ip"];
    for (let n = 0; n < 4 * budget; n++) {
      const address = `203.0.113.${n}`;
      const headers = Object.fromEntries(
        claims.map((name) => [name, name === "forwarded" ? `for=${address}` : address]),
      );
      expect(waitOf(await enter(wrong, headers)) > 0).toBe(n >= budget);
    }
    expect(await guessesOf(running)).toBe(budget);
  });

  it("gains nothing behind a trusted proxy by what it writes in front of its own address", async () => {
    const { running, enter } = await signInConsole({ proxies: "127.0.0.1" });
    await using _ = running;
    for (let n = 0; n < 2 * budget; n++) {
      const headers = { "x-forwarded-for": `203.0.113.${n}, 198.51.100.66` };
      expect(waitOf(await enter(wrong, headers)) > 0).toBe(n >= budget);
    }
    expect(await guessesOf(running)).toBe(budget);
  });

  it("does not keep the owner from signing in from elsewhere meanwhile", async () => {
    const { running, enter } = await signInConsole({ proxies: "127.0.0.1" });
    await using _ = running;
    const guessing = Array.from({ length: 4 * budget }, () => enter(wrong, { "x-forwarded-for": "198.51.100.66" }));
    const owner = await enter({}, { "x-forwarded-for": "192.0.2.1" });
    expect([waitOf(owner), sessionsIn(owner).length]).toEqual([0, 1]);
    await Promise.all(guessing);
    expect(sessionsIn(await enter({}, { "x-forwarded-for": "192.0.2.1" }))).toHaveLength(1);
  });

  it("is told the same wait for whoever does not exist: only what was submitted and the address count", async () => {
    const { running, enter } = await signInConsole({ proxies: "127.0.0.1" });
    await using _ = running;
    const kinds = [{}, { email: "stranger@people.test" }, { tenant: "nobody" }];
    const answers: Answer[][] = [];
    for (const [n, kind] of kinds.entries()) {
      const headers = { "x-forwarded-for": `198.51.100.${n}` };
      const replies: Answer[] = [];
      for (let times = 0; times <= budget; times++) replies.push(await enter({ ...wrong, ...kind }, headers));
      answers.push(replies);
    }
    for (const replies of answers) {
      expect(replies.map((answer) => waitOf(answer) > 0)).toEqual(replies.map((__, n) => n === budget));
      expect(replies.map((answer) => answer.status)).toEqual(answers[0]?.map((answer) => answer.status));
      const wait = waitOf(replies[budget] as Answer);
      expect(wait).toBeGreaterThan(signInBudgets.pair.seconds - 60);
      expect(wait).toBeLessThanOrEqual(signInBudgets.pair.seconds);
    }
  });
});
