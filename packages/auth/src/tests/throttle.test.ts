import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { DomainError } from "@portcullis/domain/errors";
import { describe, expect, it } from "vitest";
import { type AuthWorld, authWorld, testClient } from "../testing/world.ts";
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

async function guess(world: AuthWorld, times: number, attempt: { email: string; tenant?: string; address?: string }) {
  for (let n = 0; n < times; n++) await world.signIn({ ...wrong, ...attempt });
}

describe("the throttle", () => {
  it("lets no more guesses through at once than one after the other", async () => {
    await using world = await authWorld();
    const { email } = await world.aPerson();
    const waits = await Promise.all(
      Array.from({ length: 4 * budget }, () => waitOf(world.signIn({ email, ...wrong }))),
    );
    expect(waits.filter((wait) => wait === 0)).toHaveLength(budget);
    expect(await world.actions()).toHaveLength(budget);
  });

  it("refuses the right password too, until the window is over", async () => {
    await using world = await authWorld();
    const { email } = await world.aPerson();
    await guess(world, budget, { email });
    expect(await waitOf(world.signIn({ email }))).toBeGreaterThan(0);
    await world.age(signInBudgets.pair.seconds);
    expect(await world.signIn({ email })).toBeDefined();
  });

  it("counts every spelling that finds an account as one", async () => {
    await using world = await authWorld();
    const { email } = await world.aPerson();
    const tenants = ["acme", " ACME ", "ac\0me", "acme\0", "\0acme", "a\0c\0m\0e", "acme\ud800", "\u200bacme"];
    for (const tenant of tenants) await waitOf(world.signIn({ email, tenant, ...wrong }));
    for (const spelling of [email.toUpperCase(), ` ${email}`, email.replace("@", "\0@"), `${email}\0`]) {
      await waitOf(world.signIn({ email: spelling, ...wrong }));
    }
    const ofTheAccount = (await world.actions()).filter(([, subject]) => subject !== null);
    expect(ofTheAccount.length).toBeLessThanOrEqual(budget);
  });

  it("tells accounts that do not exist nothing else", async () => {
    await using world = await authWorld();
    const { email } = await world.aPerson();
    const attempts = [
      { email, address: "192.0.2.1" },
      { email: "stranger@people.test", address: "192.0.2.2" },
      { email, tenant: "nobody", address: "192.0.2.3" },
    ];
    for (const attempt of attempts) {
      await guess(world, budget, attempt);
      const wait = await waitOf(world.signIn(attempt));
      expect(wait).toBeGreaterThan(signInBudgets.pair.seconds - 10);
      expect(wait).toBeLessThanOrEqual(signInBudgets.pair.seconds);
    }
  });

  it("does not shut the owner out from elsewhere", async () => {
    await using world = await authWorld();
    const { email } = await world.aPerson();
    await guess(world, budget, { email, address: "198.51.100.66" });
    expect(await world.signIn({ email, address: "192.0.2.1" })).toBeDefined();
  });

  it("forgets an account's failures at success, and no other's", async () => {
    await using world = await authWorld();
    const [one, other] = [await world.aPerson(), await world.aPerson()];
    await guess(world, budget - 1, { email: one.email });
    await guess(world, budget - 1, { email: other.email });
    await world.signIn({ email: one.email });
    await guess(world, budget, { email: one.email });
    await guess(world, 1, { email: other.email });
    expect(await waitOf(world.signIn({ email: other.email }))).toBeGreaterThan(0);
  });

  it("survives a restart", async () => {
    await using world = await authWorld();
    const keys = signInKeys({ tenant: "acme", email: "a@people.test", address: "192.0.2.1" });
    for (let n = 0; n < budget; n++) expect(await countSignIn(world.db, keys)).toBe(0);
    const afterRestart = openDatabase(world.applicationUrl, { applicationName: "restarted", max: 1 });
    expect(await countSignIn(afterRestart, keys)).toBeGreaterThan(0);
    await closeDatabase(afterRestart);
  });

  it("slows an address that tries many accounts, and takes refused attempts off no other budget", async () => {
    await using world = await authWorld();
    const { attempts } = signInBudgets.address;
    const from = (n: number, address = "192.0.2.1") =>
      signInKeys({ tenant: "acme", email: `${n}@people.test`, address });
    for (let n = 0; n <= attempts; n++) expect(await countSignIn(world.db, from(n))).toBe(0);
    for (let n = 0; n < 2 * budget; n++) {
      const wait = await countSignIn(world.db, from(attempts + 1));
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(signInBudgets.slowSeconds);
    }
    await world.age(signInBudgets.slowSeconds);
    expect(await countSignIn(world.db, from(attempts + 2))).toBe(0);
    expect(await countSignIn(world.db, from(attempts + 3))).toBeGreaterThan(0);
    await world.age(signInBudgets.address.seconds);
    for (let n = 0; n < budget; n++) expect(await countSignIn(world.db, from(attempts + 1))).toBe(0);
  });

  it("shuts nobody out for guesses at invented accounts, and does not even slow who signed in from there before", async () => {
    await using world = await authWorld();
    const [regular, newcomer] = [await world.aPerson(), await world.aPerson()];
    expect(await world.signIn({ email: regular.email })).toBeDefined();
    for (let n = 0; n < signInBudgets.address.attempts; n++) await guess(world, 1, { email: `${n}@people.test` });
    expect(await world.signIn({ email: newcomer.email })).toBeDefined();
    const another = await world.aPerson();
    const wait = await waitOf(world.signIn({ email: another.email }));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(signInBudgets.slowSeconds);
    for (let n = 0; n < budget; n++) expect(await world.signIn({ email: regular.email })).toBeDefined();
    await guess(world, budget, { email: regular.email });
    expect(await waitOf(world.signIn({ email: regular.email }))).toBeGreaterThan(signInBudgets.pair.seconds - 10);
  });

  it("counts passkeys apart: guesses at passwords say nothing about them, nor they about those", async () => {
    await using world = await authWorld();
    const { address } = testClient;
    const passkey = (n: number) => passkeyKeys({ credentialId: `${n}`, address });
    const password = (n: number) => signInKeys({ tenant: "acme", email: `${n}@people.test`, address });
    const { attempts } = signInBudgets.address;
    for (let n = 0; n <= attempts; n++) expect(await countSignIn(world.db, password(n))).toBe(0);
    expect(await countSignIn(world.db, password(attempts + 1))).toBeGreaterThan(0);
    for (let n = 0; n <= attempts; n++) expect(await countSignIn(world.db, passkey(n))).toBe(0);
    expect(await countSignIn(world.db, passkey(attempts + 1))).toBeGreaterThan(0);
  });

  it("stops guessers from everywhere, but not who signed in from there before", async () => {
    await using world = await authWorld();
    const from = (n: number) =>
      signInKeys({ tenant: "acme", email: "a@people.test", address: `10.0.${n >> 8}.${n & 255}` });
    const home = signInKeys({ tenant: "acme", email: "a@people.test", address: "192.0.2.1" });
    await countSignIn(world.db, home);
    await settleSignIn(world.db, home, "succeeded");
    for (let n = 0; n < signInBudgets.account.attempts; n++) expect(await countSignIn(world.db, from(n))).toBe(0);
    expect(await countSignIn(world.db, from(1000))).toBeGreaterThan(0);
    expect(await countSignIn(world.db, home)).toBe(0);
  });

  it("counts a whole /64 of IPv6 as one sender, and no attempt that was not looked at", async () => {
    await using world = await authWorld();
    const from = (host: string) => signInKeys({ tenant: "acme", email: "a@people.test", address: `2001:db8::${host}` });
    for (let n = 0; n < 3 * budget; n++) {
      expect(await countSignIn(world.db, from("1"))).toBe(0);
      await settleSignIn(world.db, from("1"), "unread");
    }
    for (let n = 0; n < budget; n++) expect(await countSignIn(world.db, from(`${n}`))).toBe(0);
    expect(await countSignIn(world.db, from("ffff"))).toBeGreaterThan(0);
  });
});
