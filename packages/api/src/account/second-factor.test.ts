import { randomUUID } from "node:crypto";
import { softwareAuthenticator } from "@portcullis/auth/testing/authenticator";
import { stepCode } from "@portcullis/auth/testing/step-code";
import { sessions } from "@portcullis/db/schema/sessions";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addPasskey, addTotp, expire, forgetConsumedCodes, setPolicy } from "../testing/factors.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { testUrl } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

const auditLogOf = async (userId: string) =>
  (await fixture.owner.call.audit.list({ targetId: userId })).items.toReversed();

describe("an authenticator app", () => {
  it("is set up by a code of it, with ten recovery codes, and an event that tells nothing of its secret", async () => {
    const person = await fixture.aPerson();
    const { call } = person;
    expect(await call.account.security()).toMatchObject({ totp: null, passkeys: [], recoveryCodesLeft: 0 });
    const { secret, uri } = await call.account.beginTotp();
    expect(uri).toContain(`secret=${secret}`);
    expect(uri).toContain("Test%20tenant");
    expect(await call.account.security()).toMatchObject({ totp: null });

    const { recoveryCodes } = await call.account.confirmTotp({ code: stepCode(secret) });
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await call.account.security()).toMatchObject({
      totp: { confirmedAt: expect.any(String) as string },
      recoveryCodesLeft: 10,
    });
    const auditLog = await auditLogOf(person.id);
    expect(auditLog).toMatchObject([
      {
        action: "user.factor_added",
        actor: { id: person.id },
        changed: ["secondFactor"],
        details: { after: { secondFactor: "totp" } },
        origin: { address: "192.0.2.7" },
      },
    ]);
    expect(JSON.stringify(auditLog)).not.toContain(secret);
  });

  it("begun twice is the second one alone, and asked twice there is one", async () => {
    const { call } = await fixture.aPerson();
    const first = await call.account.beginTotp();
    const second = await call.account.beginTotp();
    const wrong = { code: "BAD_REQUEST", reason: "code_wrong", field: "code" };
    expect(await refusalOf(call.account.confirmTotp({ code: stepCode(first.secret) }))).toMatchObject(wrong);
    await call.account.confirmTotp({ code: stepCode(second.secret) });
    const exists = { code: "CONFLICT", reason: "factor_exists" };
    expect(await refusalOf(call.account.beginTotp())).toMatchObject(exists);
    expect(await refusalOf(call.account.confirmTotp({ code: stepCode(second.secret) }))).toMatchObject(exists);
  });

  it("cannot be confirmed before it is begun", async () => {
    const { call } = await fixture.aPerson();
    expect(await refusalOf(call.account.confirmTotp({ code: "123456" }))).toMatchObject({ reason: "factor_required" });
  });

  it("that is the only factor goes with its recovery codes, once", async () => {
    const person = await fixture.aPerson();
    const { call } = person;
    await addTotp(person);
    expect(await call.account.removeTotp()).toEqual({});
    expect(await call.account.security()).toMatchObject({ totp: null, recoveryCodesLeft: 0 });
    expect(await refusalOf(call.account.removeTotp())).toMatchObject({ code: "NOT_FOUND" });
    const actions = (await auditLogOf(person.id)).map(({ action }) => action);
    expect(actions).toEqual(["user.factor_added", "user.factor_removed"]);
  });
});

describe("recovery codes", () => {
  it("are made anew in place of the old ones, where there is something to recover", async () => {
    const person = await fixture.aPerson();
    const { call } = person;
    expect(await refusalOf(call.account.renewRecoveryCodes())).toMatchObject({ reason: "factor_required" });
    const { recoveryCodes: old } = await addTotp(person);
    const { recoveryCodes } = await call.account.renewRecoveryCodes();
    expect(recoveryCodes).toHaveLength(10);
    expect(recoveryCodes.filter((code) => old.includes(code))).toEqual([]);
    await expire(fixture, person);
    expect(await refusalOf(call.account.confirm({ code: old[0] ?? "" }))).toMatchObject({ reason: "code_wrong" });
    await call.account.confirm({ code: recoveryCodes[0] ?? "" });
    expect(await call.account.security()).toMatchObject({ recoveryCodesLeft: 9 });
    expect((await auditLogOf(person.id)).map(({ action }) => action)).toContain("user.recovery_codes_renewed");
  });
});

describe("a passkey", () => {
  it("is added, renamed and removed by its holder", async () => {
    const person = await fixture.aPerson();
    const { call } = person;
    const { recoveryCodes } = await addPasskey(person, "Work laptop");
    expect(recoveryCodes).toHaveLength(10);
    const [passkey] = (await call.account.security()).passkeys;
    expect(passkey).toMatchObject({ name: "Work laptop", lastUsedAt: null });
    const id = passkey?.id ?? "";
    expect(await call.account.renamePasskey({ id, name: "Old laptop" })).toEqual({});
    expect((await call.account.security()).passkeys).toMatchObject([{ name: "Old laptop" }]);
    expect(await call.account.removePasskey({ id })).toEqual({});
    expect(await refusalOf(call.account.removePasskey({ id }))).toMatchObject({ code: "NOT_FOUND" });
    expect(await refusalOf(call.account.renamePasskey({ id, name: "x" }))).toMatchObject({ code: "NOT_FOUND" });
    expect((await auditLogOf(person.id)).map(({ action, details }) => [action, details])).toEqual([
      ["user.factor_added", { after: { secondFactor: "passkey: Work laptop" } }],
      ["user.factor_removed", { before: { secondFactor: "passkey: Old laptop" } }],
    ]);
  });

  it("is offered with everything that makes it usable without a name, and names those there are", async () => {
    const person = await fixture.aPerson();
    const { authenticator } = await addPasskey(person);
    expect(await person.call.account.passkeyOptions()).toMatchObject({
      rp: { id: testUrl.hostname },
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      attestation: "none",
      excludeCredentials: [{ id: authenticator.credentialId.toString("base64url") }],
    });
  });

  it("is not added by an answer given before, to somebody else, or at another origin", async () => {
    const [one, other] = [await fixture.aPerson(), await fixture.aPerson()];
    const { response } = await addPasskey(one);
    const refused = { code: "BAD_REQUEST", reason: "passkey_refused" };
    const add = (by: typeof one, answer: typeof response) =>
      refusalOf(by.call.account.addPasskey({ response: answer, name: "x" }));
    expect(await add(one, response)).toMatchObject(refused);
    const options = await one.call.account.passkeyOptions();
    expect(await add(other, softwareAuthenticator(testUrl).create(options))).toMatchObject(refused);
    const elsewhere = softwareAuthenticator(new URL("https://evil.test")).create(options);
    expect(await add(one, elsewhere)).toMatchObject(refused);
    expect((await one.call.account.security()).passkeys).toHaveLength(1);
    expect((await other.call.account.security()).passkeys).toEqual([]);
  });

  it("is not added twice, by whatever challenge", async () => {
    const person = await fixture.aPerson();
    const { authenticator } = await addPasskey(person);
    const response = authenticator.create(await person.call.account.passkeyOptions());
    expect(await refusalOf(person.call.account.addPasskey({ response, name: "Again" }))).toMatchObject({
      code: "CONFLICT",
      reason: "factor_exists",
    });
  });

  it("of somebody else is out of reach, for an administrator too", async () => {
    const person = await fixture.aPerson();
    await addPasskey(person);
    const id = (await person.call.account.security()).passkeys[0]?.id ?? "";
    for (const call of [fixture.admin.call, fixture.owner.call, (await fixture.aTenant()).owner.call]) {
      const unknown = await refusalOf(call.account.removePasskey({ id: randomUUID() }));
      expect(await refusalOf(call.account.removePasskey({ id }))).toEqual(unknown);
      expect(await refusalOf(call.account.renamePasskey({ id, name: "x" }))).toEqual(unknown);
    }
  });
});

describe("removing one of two factors", () => {
  it("needs the other one, or a recovery code: never the one that is removed", async () => {
    const person = await fixture.aPerson();
    const { call } = person;
    const { secret, recoveryCodes } = await addTotp(person);
    const { assertion } = await addPasskey(person);
    const [passkey] = (await call.account.security()).passkeys;
    const removePasskey = () => call.account.removePasskey({ id: passkey?.id ?? "" });
    const asked = { code: "FORBIDDEN", reason: "confirmation_required" };

    await call.account.confirm({ assertion: await assertion() });
    expect(await refusalOf(removePasskey())).toMatchObject(asked);
    await forgetConsumedCodes(fixture, person.id);
    await call.account.confirm({ code: stepCode(secret) });
    expect(await refusalOf(call.account.removeTotp())).toMatchObject(asked);
    expect(await call.account.security()).toMatchObject({ totp: {}, passkeys: [{}] });
    await call.account.confirm({ code: recoveryCodes[0] ?? "" });
    expect(await call.account.removeTotp()).toEqual({});
    await call.account.confirm({ assertion: await assertion() });
    expect(await removePasskey()).toEqual({});
    expect(await call.account.security()).toMatchObject({ totp: null, passkeys: [], recoveryCodesLeft: 0 });
  });

  it("is not open to a session that was confirmed by the password before there was a factor", async () => {
    const person = await fixture.aPerson();
    const elsewhere = await fixture.signIn(person.id);
    await addTotp(person);
    const asked = { code: "FORBIDDEN", reason: "confirmation_required" };
    expect(await refusalOf(elsewhere.call.account.removeTotp())).toMatchObject(asked);
    expect(await refusalOf(elsewhere.call.account.passkeyOptions())).toMatchObject(asked);
    expect(await person.call.account.removeTotp()).toEqual({});
  });
});

describe("the tenant's policy", () => {
  it("keeps an administrator's last factor, and leads who has none to setting one up", async () => {
    await using strict = await openFixture();
    await setPolicy(strict, "administrators");
    const admin = await strict.aPerson({ role: "ADMIN" });
    const auditor = await strict.aPerson({ role: "AUDITOR" });
    const required = { code: "FORBIDDEN", reason: "second_factor_required" };
    expect(await refusalOf(admin.call.user.list({}))).toMatchObject(required);
    expect(await refusalOf(admin.call.account.removeTotp())).toMatchObject(required);
    expect(await admin.call.account.security()).toMatchObject({ required: true });
    expect(await admin.call.account.me()).toMatchObject({ id: admin.id });
    expect(await auditor.call.account.security()).toMatchObject({ required: false });

    await addTotp(admin);
    expect((await admin.call.user.list({})).items.length).toBeGreaterThan(0);
    expect(await refusalOf(admin.call.account.removeTotp())).toMatchObject({
      code: "CONFLICT",
      reason: "factor_required",
    });
    expect(await admin.call.account.security()).toMatchObject({ totp: {}, recoveryCodesLeft: 10 });
    await addPasskey(admin);
    expect(await admin.call.account.removeTotp()).toEqual({});
    await addTotp(auditor);
    expect(await auditor.call.account.removeTotp()).toEqual({});
  });
});

describe("an administrator", () => {
  it("resets somebody's factors: all of them, with their sessions, once", async () => {
    const person = await fixture.aPerson({ role: "BASIC" });
    await addTotp(person);
    await addPasskey(person);
    expect(await fixture.admin.call.user.get({ id: person.id })).toMatchObject({ secondFactor: true, sessionCount: 1 });
    expect(await fixture.admin.call.user.resetFactors({ id: person.id })).toMatchObject({
      secondFactor: false,
      sessionCount: 0,
    });
    expect(await refusalOf(person.call.account.me())).toMatchObject({ code: "UNAUTHORIZED" });
    const again = await fixture.signIn(person.id);
    expect(await again.call.account.security()).toMatchObject({ totp: null, passkeys: [], recoveryCodesLeft: 0 });
    await fixture.admin.call.user.resetFactors({ id: person.id });
    expect(await again.call.account.me()).toMatchObject({ id: person.id });
    const resets = (await auditLogOf(person.id)).filter(({ action }) => action === "user.factors_reset");
    expect(resets).toMatchObject([{ actor: { id: fixture.admin.id }, origin: { address: "192.0.2.7" } }]);
  });

  it("has to have proved who they are just before", async () => {
    const person = await fixture.aPerson();
    const admin = await fixture.aPerson({ role: "ADMIN" });
    await expire(fixture, admin);
    expect(await refusalOf(admin.call.user.resetFactors({ id: person.id }))).toMatchObject({
      reason: "confirmation_required",
    });
    const [session] = await fixture.inScope((tx) => tx.select().from(sessions).where(eq(sessions.userId, person.id)));
    expect(session).toBeDefined();
  });
});
