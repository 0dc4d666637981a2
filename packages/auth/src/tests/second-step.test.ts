import { passkeys, recoveryCodes, usedChallenges } from "@portcullis/db/schema/second-factors";
import { tenants } from "@portcullis/db/schema/tenants";
import type { PasskeyAssertion } from "@portcullis/domain/passkey";
import { toTimestamp } from "@portcullis/domain/timestamp";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newRegistrationOptions } from "../factor/passkey-options.ts";
import { beginTotpFactor } from "../factor/totp-factor.ts";
import { verifyRegistration } from "../factor/verify-registration.ts";
import { signInWithPasskey } from "../passkey-sign-in.ts";
import { softwareAuthenticator } from "../testing/authenticator.ts";
import { withPasskey, withTotp } from "../testing/factors.ts";
import { type AuthFixture, factorConfig, openAuthFixture, testClient } from "../testing/fixture.ts";
import { stepCode } from "../testing/step-code.ts";
import { signInBudgets } from "../throttle.ts";

let fixture: AuthFixture;
beforeAll(async () => {
  fixture = await openAuthFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

let addresses = 0;
/** A fresh address each time: no throttle of another test steps in. */
const anAddress = () => `10.1.${++addresses >> 8}.${addresses & 255}`;

const code = (text: string) => ({ kind: "code", code: text }) as const;
const passkey = (assertion: PasskeyAssertion) => ({ kind: "passkey", assertion }) as const;

async function aPersonWithTotp() {
  const person = await fixture.aPerson();
  const attempt = { email: person.email, address: anAddress() };
  return { ...person, ...(await withTotp(fixture, person.id)), attempt };
}

async function aPersonWithPasskey() {
  const person = await fixture.aPerson();
  const attempt = { email: person.email, address: anAddress() };
  return { ...person, ...(await withPasskey(fixture, person.id)), attempt };
}

const actionsOf = async (userId: string) =>
  (await fixture.actions()).filter(([, subject]) => subject === userId).map(([action]) => action);

const needed = { code: "FORBIDDEN", reason: "second_factor_required" };

describe("the second step", () => {
  it("is asked for after the right password alone, which opens nothing, leaves no trace and counts as no guess", async () => {
    const { id, attempt } = await aPersonWithTotp();
    for (let n = 0; n < 2 * signInBudgets.pair.attempts; n++) {
      await expect(fixture.signIn(attempt)).rejects.toMatchObject(needed);
    }
    expect(await fixture.signIn({ ...attempt, password: "wrong" })).toBeUndefined();
    expect(await fixture.sessionsOf(id)).toEqual([]);
    expect(await actionsOf(id)).toEqual(["user.sign_in_failed"]);
  });

  it("is not asked for where an app is only being set up", async () => {
    const { id, email } = await fixture.aPerson();
    await fixture.inScope((tx) => beginTotpFactor(tx, id, factorConfig));
    expect(await fixture.signIn({ email, address: anAddress() })).toBeDefined();
    expect(await fixture.sessionsOf(id)).toMatchObject([{ confirmedWith: "password" }]);
  });

  it("lets in by a code of the app, each code once and none older than the last", async () => {
    const { id, secret, consumed, attempt } = await aPersonWithTotp();
    // Made once: half a minute may end between two calls.
    const [present, next] = [stepCode(secret), stepCode(secret, 1)];
    expect(await fixture.signIn(attempt, code(consumed))).toBeUndefined();
    expect(await fixture.signIn(attempt, code(next.replace(/^(...)/, " $1 ")))).toBeDefined();
    expect(await fixture.signIn(attempt, code(next))).toBeUndefined();
    expect(await fixture.signIn(attempt, code(present))).toBeUndefined();
    expect(await fixture.sessionsOf(id)).toMatchObject([{ confirmedWith: "totp" }]);
  });

  it("lets in by a recovery code, each once, however it is typed", async () => {
    const { id, recoveryCodes: codes, attempt } = await aPersonWithTotp();
    const [first = "", second = ""] = codes;
    expect(codes).toHaveLength(10);
    expect(first).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
    expect(await fixture.signIn(attempt, code(first))).toBeDefined();
    expect(await fixture.signIn(attempt, code(first))).toBeUndefined();
    expect(await fixture.signIn(attempt, code(` ${second.toLowerCase().replaceAll("-", " ")}`))).toBeDefined();
    expect(await fixture.sessionsOf(id)).toMatchObject([{ confirmedWith: "recovery" }, { confirmedWith: "recovery" }]);
    const left = await fixture.inScope((tx) => tx.select().from(recoveryCodes).where(eq(recoveryCodes.userId, id)));
    expect(left).toHaveLength(8);
    expect(JSON.stringify(left)).not.toContain(codes[2]);
  });

  it("counts a wrong code in every budget, and says so in the audit log, until the right one has to wait too", async () => {
    const { id, secret, attempt } = await aPersonWithTotp();
    for (const wrong of ["000000", "", "AAAA-BBBB-CCCC-DDDD", "1234567", "\u0661\u0662\u0663\u0664\u0665\u0666"]) {
      expect([wrong, await fixture.signIn(attempt, code(wrong))]).toEqual([wrong, undefined]);
    }
    await expect(fixture.signIn(attempt, code(stepCode(secret)))).rejects.toMatchObject({
      reason: "too_many_attempts",
    });
    expect(await actionsOf(id)).toEqual(Array.from({ length: 5 }, () => "user.sign_in_failed"));
    expect(await fixture.signIn({ ...attempt, address: anAddress() }, code(stepCode(secret)))).toBeDefined();
  });

  it("lets nobody in whose password is wrong, and spends no code on it", async () => {
    const { secret, attempt } = await aPersonWithTotp();
    expect(await fixture.signIn({ ...attempt, password: "wrong" }, code(stepCode(secret)))).toBeUndefined();
    expect(await fixture.signIn(attempt, code(stepCode(secret)))).toBeDefined();
  });

  it("takes no code of somebody else, nor somebody else's passkey", async () => {
    const [one, other] = [await aPersonWithTotp(), await aPersonWithPasskey()];
    expect(await fixture.signIn(other.attempt, code(stepCode(one.secret)))).toBeUndefined();
    expect(await fixture.signIn(other.attempt, code(one.recoveryCodes[0] ?? ""))).toBeUndefined();
    expect(await fixture.signIn(one.attempt, passkey(other.assertion()))).toBeUndefined();
    expect(await fixture.signIn(other.attempt, passkey(other.assertion()))).toBeDefined();
  });
});

describe("a passkey", () => {
  it("is a second step, remembered by its id", async () => {
    const { id, passkeyId, attempt, assertion } = await aPersonWithPasskey();
    await expect(fixture.signIn(attempt)).rejects.toMatchObject(needed);
    expect(await fixture.signIn(attempt, passkey(assertion()))).toBeDefined();
    const [stored] = await fixture.inScope((tx) => tx.select().from(passkeys).where(eq(passkeys.userId, id)));
    expect(stored?.lastUsedAt).toEqual(expect.any(String));
    expect(await fixture.sessionsOf(id)).toMatchObject([{ confirmedWith: passkeyId }]);
  });

  it("signs in on its own, with nothing typed, each answer once", async () => {
    const { id, assertion } = await aPersonWithPasskey();
    const answer = assertion();
    const enter = () => signInWithPasskey(fixture.db, factorConfig, answer, { ...testClient, address: anAddress() });
    expect(await enter()).toMatchObject({ tenantId: fixture.tenant, userId: id });
    expect(await enter()).toBeUndefined();
    expect(await actionsOf(id)).toEqual(["user.signed_in", "user.sign_in_failed"]);
    expect(await fixture.inScope((tx) => tx.$count(usedChallenges, eq(usedChallenges.userId, id)))).toBe(1);
  });

  it("clears ended challenges of its owner away when it is used", async () => {
    const { id, attempt, assertion } = await aPersonWithPasskey();
    await fixture.signIn(attempt, passkey(assertion()));
    await fixture.inScope((tx) => tx.update(usedChallenges).set({ expiresAt: toTimestamp(0) }));
    await fixture.signIn(attempt, passkey(assertion()));
    expect(await fixture.inScope((tx) => tx.$count(usedChallenges, eq(usedChallenges.userId, id)))).toBe(1);
  });

  it("is refused where anything about its answer is odd", async () => {
    const { assertion, authenticator } = await aPersonWithPasskey();
    const from = { ...testClient, address: anAddress() };
    const foreign = Buffer.alloc(56, 1).toString("base64url");
    const right = assertion();
    const other = assertion();
    const odd: [what: string, answer: PasskeyAssertion][] = [
      ["another origin", assertion({ origin: "https://evil.test" })],
      ["another host", assertion({ rpId: "evil.test" })],
      ["nobody verified", assertion({ isVerified: false })],
      ["another ceremony", assertion({ type: "webauthn.create" })],
      ["a challenge that is not ours", authenticator.get({ challenge: foreign })],
      ["another signature", { ...right, response: { ...right.response, signature: other.response.signature } }],
      ["no signature", { ...right, response: { ...right.response, signature: "AAAA" } }],
      ["nobody's handle", { ...right, response: { ...right.response, userHandle: "AAAA" } }],
      ["no handle", { ...right, response: { ...right.response, userHandle: undefined } }],
      ["another name", { ...right, id: "AAAA", rawId: "AAAA" }],
      ["no JSON within", { ...right, response: { ...right.response, clientDataJSON: "AAAA" } }],
      ["no data within", { ...right, response: { ...right.response, authenticatorData: "AAAA" } }],
    ];
    for (const [what, answer] of odd) {
      const address = anAddress();
      expect([what, await signInWithPasskey(fixture.db, factorConfig, answer, { ...from, address })]).toEqual([
        what,
        undefined,
      ]);
    }
    expect(await signInWithPasskey(fixture.db, factorConfig, assertion(), from)).toBeDefined();
  });

  it("is refused once its counter runs backwards: it was copied", async () => {
    const { assertion, attempt } = await aPersonWithPasskey();
    expect(await fixture.signIn(attempt, passkey(assertion({ counter: 7 })))).toBeDefined();
    expect(await fixture.signIn(attempt, passkey(assertion({ counter: 7 })))).toBeUndefined();
    expect(await fixture.signIn(attempt, passkey(assertion({ counter: 6 })))).toBeUndefined();
    expect(await fixture.signIn(attempt, passkey(assertion({ counter: 0 })))).toBeUndefined();
    expect(await fixture.signIn(attempt, passkey(assertion({ counter: 8 })))).toBeDefined();
  });

  it("lets nobody in who is switched off, or whose tenant is", async () => {
    const { id, assertion } = await aPersonWithPasskey();
    const enter = () =>
      signInWithPasskey(fixture.db, factorConfig, assertion(), { ...testClient, address: anAddress() });
    await fixture.setStatus(id, "inactive");
    expect(await enter()).toBeUndefined();
    await fixture.setStatus(id, "active");
    await fixture.asOwner.update(tenants).set({ status: "suspended" });
    expect(await enter()).toBeUndefined();
    await fixture.asOwner.update(tenants).set({ status: "active" });
    expect(await enter()).toBeDefined();
  });

  it("that is tried in vain makes one address wait, and nobody else", async () => {
    const { assertion } = await aPersonWithPasskey();
    const from = { ...testClient, address: anAddress() };
    for (let n = 0; n < signInBudgets.pair.attempts; n++) {
      await signInWithPasskey(fixture.db, factorConfig, assertion({ isVerified: false }), from);
    }
    await expect(signInWithPasskey(fixture.db, factorConfig, assertion(), from)).rejects.toMatchObject({
      reason: "too_many_attempts",
    });
    const elsewhere = { ...from, address: anAddress() };
    expect(await signInWithPasskey(fixture.db, factorConfig, assertion(), elsewhere)).toBeDefined();
  });

  it("is made for one person, one console and one challenge", async () => {
    const { id } = await fixture.aPerson();
    const owner = { tenantId: fixture.tenant, userId: id };
    const options = () => newRegistrationOptions(factorConfig, { ...owner, email: "a@people.test", has: [] });
    const make = (odd: object, of = owner) =>
      verifyRegistration(factorConfig, of, softwareAuthenticator(factorConfig.publicUrl).create(options(), odd));
    expect(await make({})).toMatchObject({ counter: 1, transports: ["internal"] });
    expect(await make({}, { ...owner, userId: fixture.tenant })).toBeUndefined();
    for (const odd of [{ origin: "https://evil.test" }, { rpId: "evil.test" }, { isVerified: false }, { type: "x" }]) {
      expect([odd, await make(odd)]).toEqual([odd, undefined]);
    }
  });
});
