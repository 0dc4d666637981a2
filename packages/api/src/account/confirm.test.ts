import { stepCode } from "@portcullis/auth/testing/step-code";
import { signInBudgets } from "@portcullis/auth/throttle";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { procedures } from "../kernel/list-procedures.ts";
import { callByPath } from "../testing/call-by-path.ts";
import { addPasskey, addTotp, expire, forgetConsumedCodes } from "../testing/factors.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { givePassword, oldPassword } from "../testing/passwords.ts";
import { refusalOf } from "../testing/refusal.ts";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

const asked = { code: "FORBIDDEN", reason: "confirmation_required" };

async function aPersonWithPassword() {
  const person = await fixture.aPerson();
  await givePassword(fixture, person.id);
  return person;
}

describe("what is delicate", () => {
  it("asks for a proof of who one is that is no older than ten minutes, before it looks at the input", async () => {
    const person = await fixture.aPerson({ isOwner: false, role: "ADMIN" });
    await expire(fixture, person);
    const delicate = procedures.filter(({ access }) => "confirmed" in access && !("owner" in access));
    expect(delicate.length).toBeGreaterThan(0);
    for (const { path } of delicate) {
      expect([path, await refusalOf(callByPath(person.call, path, {}))]).toMatchObject([path, asked]);
    }
  });

  it("is open again after the password was given, and says until when", async () => {
    const person = await aPersonWithPassword();
    await expire(fixture, person);
    expect(Date.parse((await person.call.account.security()).confirmedUntil)).toBeLessThan(Date.now());
    const { confirmedUntil } = await person.call.account.confirm({ password: oldPassword });
    expect(Date.parse(confirmedUntil)).toBeGreaterThan(Date.now() + 9 * 60_000);
    expect(await person.call.account.security()).toMatchObject({ hasPassword: true, confirmedUntil });
    expect(await person.call.account.beginTotp()).toMatchObject({ secret: expect.any(String) as string });
  });

  it("is open to the session alone that gave the proof", async () => {
    const person = await aPersonWithPassword();
    const elsewhere = await fixture.signIn(person.id);
    await expire(fixture, person);
    await expire(fixture, elsewhere);
    await person.call.account.confirm({ password: oldPassword });
    expect(await refusalOf(elsewhere.call.account.beginTotp())).toMatchObject(asked);
  });
});

describe("a proof", () => {
  it("is by the second factor where there is one: the right password is not enough", async () => {
    const person = await aPersonWithPassword();
    const { secret, recoveryCodes } = await addTotp(person);
    const { assertion } = await addPasskey(person);
    await expire(fixture, person);
    expect(await refusalOf(person.call.account.confirm({ password: oldPassword }))).toMatchObject({
      code: "FORBIDDEN",
      reason: "second_factor_required",
    });
    for (const proof of [
      { code: stepCode(secret) },
      { code: recoveryCodes[0] ?? "" },
      { assertion: await assertion() },
    ]) {
      await expire(fixture, person);
      expect(await refusalOf(person.call.account.passkeyOptions())).toMatchObject(asked);
      await person.call.account.confirm(proof);
      await person.call.account.passkeyOptions();
      const reason = "assertion" in proof ? "passkey_refused" : "code_wrong";
      expect(await refusalOf(person.call.account.confirm(proof))).toMatchObject({ code: "BAD_REQUEST", reason });
    }
  });

  it("is never somebody else's", async () => {
    const [one, other] = [await aPersonWithPassword(), await aPersonWithPassword()];
    const { secret } = await addTotp(one);
    await forgetConsumedCodes(fixture, one.id);
    await addTotp(other);
    const { assertion } = await addPasskey(one);
    expect(await refusalOf(other.call.account.confirm({ code: stepCode(secret) }))).toMatchObject({
      reason: "code_wrong",
    });
    expect(await refusalOf(other.call.account.confirm({ assertion: await assertion() }))).toMatchObject({
      reason: "passkey_refused",
    });
  });

  it("is guessed no more often than at the sign-in, and each guess is in the audit log", async () => {
    const person = await aPersonWithPassword();
    const wrong = { code: "BAD_REQUEST", reason: "password_wrong", field: "password" };
    const { attempts } = signInBudgets.pair;
    const guesses = await Promise.all(
      Array.from({ length: 2 * attempts }, () => refusalOf(person.call.account.confirm({ password: "wrong" }))),
    );
    expect(guesses.filter(({ reason }) => reason === wrong.reason)).toMatchObject(
      Array.from({ length: attempts }, () => wrong),
    );
    expect(await refusalOf(person.call.account.confirm({ password: oldPassword }))).toMatchObject({
      code: "TOO_MANY_REQUESTS",
      reason: "too_many_attempts",
      retryAfter: expect.any(Number) as number,
    });
    const { items } = await fixture.owner.call.audit.list({ targetId: person.id, action: ["user.sign_in_failed"] });
    expect(items).toHaveLength(attempts);
  });

  it("is the strongest of those that are sent, and none is no proof", async () => {
    const person = await aPersonWithPassword();
    expect(await refusalOf(person.call.account.confirm({}))).toMatchObject({
      code: "BAD_REQUEST",
      reason: "input_invalid",
    });
    expect(await refusalOf(person.call.account.confirm({ password: oldPassword, code: "123456" }))).toMatchObject({
      reason: "code_wrong",
    });
  });
});
