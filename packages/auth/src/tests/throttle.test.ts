import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { DomainError } from "@portcullis/domain/errors";
import { describe, expect, it } from "vitest";
import { type AuthFixture, openAuthFixture, testClient } from "../testing/fixture.ts";
import { countSignIn, passkeyKeys, settleSignIn, signInBudgets, signInKeys } from "../throttle.ts";

const budget = signInBudgets.pair.attempts;
const wrong = { password: "wrong" };

/** The seconds that an attempt is told to wait, or 0. */
async function waitOf(attempt: Promise<unknown>): Promise<number> {
  try {
    await attempt;
    return 0;
  } catch (error) {
    if (error instanceof DomainError && error.reason === "too_many_attempts") return error.retryAfter ?? -1;
    throw error;
  }
}

async function guess(
  fixture: AuthFixture,
  times: number,
  attempt: { email: string; tenant?: string; address?: string },
) {
  for (let n = 0; n < times; n++) await fixture.signIn({ ...wrong, ...attempt });
}

describe("the throttle", () => {
  it("lets no more guesses through at once than one after the other", async () => {
    await using fixture = await openAuthFixture();
    const { email } = await fixture.aPerson();
    const waits = await Promise.all(
      Array.from({ length: 4 * budget }, () => waitOf(fixture.signIn({ email, ...wrong }))),
    );
    expect(waits.filter((wait) => wait === 0)).toHaveLength(budget);
    expect(await fixture.actions()).toHaveLength(budget);
  });

  it("refuses the right password too, until the window is over", async () => {
    await using fixture = await openAuthFixture();
    const { email } = await fixture.aPerson();
    await guess(fixture, budget, { email });
    expect(await waitOf(fixture.signIn({ email }))).toBeGreaterThan(0);
    await fixture.age(signInBudgets.pair.seconds);
    expect(await fixture.signIn({ email })).toBeDefined();
  });

  it("counts every spelling that finds an account as one", async () => {
    await using fixture = await openAuthFixture();
    const { email } = await fixture.aPerson();
    const tenants = ["acme", " ACME ", "ac\0me", "acme\0", "\0acme", "a\0c\0m\0e", "acme\ud800", "\u200bacme"];
    for (const tenant of tenants) await waitOf(fixture.signIn({ email, tenant, ...wrong }));
    for (const spelling of [email.toUpperCase(), ` ${email}`, email.replace("@", "\0@"), `${email}\0`]) {
      await waitOf(fixture.signIn({ email: spelling, ...wrong }));
    }
    const ofTheAccount = (await fixture.actions()).filter(([, subject]) => subject !== null);
    expect(ofTheAccount.length).toBeLessThanOrEqual(budget);
  });

  it("tells accounts that do not exist nothing else", async () => {
    await using fixture = await openAuthFixture();
    const { email } = await fixture.aPerson();
    const attempts = [
      { email, address: "192.0.2.1" },
      { email: "stranger@people.test", address: "192.0.2.2" },
      { email, tenant: "nobody", address: "192.0.2.3" },
    ];
    for (const attempt of attempts) {
      await guess(fixture, budget, attempt);
      const wait = await waitOf(fixture.signIn(attempt));
      expect(wait).toBeGreaterThan(signInBudgets.pair.seconds - 10);
      expect(wait).toBeLessThanOrEqual(signInBudgets.pair.seconds);
    }
  });

  it("does not shut the owner out from elsewhere", async () => {
    await using fixture = await openAuthFixture();
    const { email } = await fixture.aPerson();
    await guess(fixture, budget, { email, address: "198.51.100.66" });
    expect(await fixture.signIn({ email, address: "192.0.2.1" })).toBeDefined();
  });

  it("forgets an account's failures at success, and no other's", async () => {
    await using fixture = await openAuthFixture();
    const [one, other] = [await fixture.aPerson(), await fixture.aPerson()];
    await guess(fixture, budget - 1, { email: one.email });
    await guess(fixture, budget - 1, { email: other.email });
    await fixture.signIn({ email: one.email });
    await guess(fixture, budget, { email: one.email });
    await guess(fixture, 1, { email: other.email });
    expect(await waitOf(fixture.signIn({ email: other.email }))).toBeGreaterThan(0);
  });

  it("survives a restart", async () => {
    await using fixture = await openAuthFixture();
    const keys = signInKeys({ tenant: "acme", email: "a@people.test", address: "192.0.2.1" });
    for (let n = 0; n < budget; n++) expect(await countSignIn(fixture.db, keys)).toBe(0);
    const afterRestart = openDatabase(fixture.applicationUrl, { applicationName: "restarted", max: 1 });
    expect(await countSignIn(afterRestart, keys)).toBeGreaterThan(0);
    await closeDatabase(afterRestart);
  });

  it("slows an address that tries many accounts, and takes refused attempts off no other budget", async () => {
    await using fixture = await openAuthFixture();
    const { attempts } = signInBudgets.address;
    const from = (n: number, address = "192.0.2.1") =>
      signInKeys({ tenant: "acme", email: `${n}@people.test`, address });
    for (let n = 0; n <= attempts; n++) expect(await countSignIn(fixture.db, from(n))).toBe(0);
    for (let n = 0; n < 2 * budget; n++) {
      const wait = await countSignIn(fixture.db, from(attempts + 1));
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(signInBudgets.slowSeconds);
    }
    await fixture.age(signInBudgets.slowSeconds);
    expect(await countSignIn(fixture.db, from(attempts + 2))).toBe(0);
    expect(await countSignIn(fixture.db, from(attempts + 3))).toBeGreaterThan(0);
    await fixture.age(signInBudgets.address.seconds);
    for (let n = 0; n < budget; n++) expect(await countSignIn(fixture.db, from(attempts + 1))).toBe(0);
  });

  it("shuts nobody out for guesses at invented accounts, and does not even slow who signed in from there before", async () => {
    await using fixture = await openAuthFixture();
    const [regular, newcomer] = [await fixture.aPerson(), await fixture.aPerson()];
    expect(await fixture.signIn({ email: regular.email })).toBeDefined();
    for (let n = 0; n < signInBudgets.address.attempts; n++) await guess(fixture, 1, { email: `${n}@people.test` });
    expect(await fixture.signIn({ email: newcomer.email })).toBeDefined();
    const another = await fixture.aPerson();
    const wait = await waitOf(fixture.signIn({ email: another.email }));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(signInBudgets.slowSeconds);
    for (let n = 0; n < budget; n++) expect(await fixture.signIn({ email: regular.email })).toBeDefined();
    await guess(fixture, budget, { email: regular.email });
    expect(await waitOf(fixture.signIn({ email: regular.email }))).toBeGreaterThan(signInBudgets.pair.seconds - 10);
  });

  it("counts passkeys apart: guesses at passwords say nothing about them, nor they about those", async () => {
    await using fixture = await openAuthFixture();
    const { address } = testClient;
    const passkey = (n: number) => passkeyKeys({ credentialId: `${n}`, address });
    const password = (n: number) => signInKeys({ tenant: "acme", email: `${n}@people.test`, address });
    const { attempts } = signInBudgets.address;
    for (let n = 0; n <= attempts; n++) expect(await countSignIn(fixture.db, password(n))).toBe(0);
    expect(await countSignIn(fixture.db, password(attempts + 1))).toBeGreaterThan(0);
    for (let n = 0; n <= attempts; n++) expect(await countSignIn(fixture.db, passkey(n))).toBe(0);
    expect(await countSignIn(fixture.db, passkey(attempts + 1))).toBeGreaterThan(0);
  });

  it("stops guessers from everywhere, but not who signed in from there before", async () => {
    await using fixture = await openAuthFixture();
    const from = (n: number) =>
      signInKeys({ tenant: "acme", email: "a@people.test", address: `10.0.${n >> 8}.${n & 255}` });
    const home = signInKeys({ tenant: "acme", email: "a@people.test", address: "192.0.2.1" });
    await countSignIn(fixture.db, home);
    await settleSignIn(fixture.db, home, "succeeded");
    for (let n = 0; n < signInBudgets.account.attempts; n++) expect(await countSignIn(fixture.db, from(n))).toBe(0);
    expect(await countSignIn(fixture.db, from(1000))).toBeGreaterThan(0);
    expect(await countSignIn(fixture.db, home)).toBe(0);
  });

  it("counts a whole /64 of IPv6 as one sender, and no attempt that was not looked at", async () => {
    await using fixture = await openAuthFixture();
    const from = (host: string) => signInKeys({ tenant: "acme", email: "a@people.test", address: `2001:db8::${host}` });
    for (let n = 0; n < 3 * budget; n++) {
      expect(await countSignIn(fixture.db, from("1"))).toBe(0);
      await settleSignIn(fixture.db, from("1"), "unread");
    }
    for (let n = 0; n < budget; n++) expect(await countSignIn(fixture.db, from(`${n}`))).toBe(0);
    expect(await countSignIn(fixture.db, from("ffff"))).toBeGreaterThan(0);
  });
});
