import type { SecondStep } from "@portcullis/auth/factor/proof";
import { openPasskeySession, openSession } from "@portcullis/auth/open-session";
import { stepCode } from "@portcullis/auth/testing/step-code";
import { credentials } from "@portcullis/db/schema/credentials";
import { passkeys, totpFactors } from "@portcullis/db/schema/second-factors";
import { sessions } from "@portcullis/db/schema/sessions";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { StartBarrier } from "../testing/at-once.ts";
import { addPasskey, addTotp, forgetConsumedCodes } from "../testing/factors.ts";
import type { Fixture } from "../testing/fixture.ts";
import { type TestPerson, testClient, testUrl } from "../testing/person.ts";
import { openRaceTestBed } from "../testing/race-test-bed.ts";

/** Fewer than the sessions that a person keeps: each round opens one. */
const rounds = Array.from({ length: 48 }, (_, round) => round);
const passwordHash = "$argon2id$ never looked at here";

describe("at the same instant", { timeout: 120_000 }, () => {
  let fixture: Fixture;
  let barrier: StartBarrier;
  openRaceTestBed((made) => {
    ({ fixture, barrier } = made);
  });

  const config = () => ({ factorKey: fixture.factorKey, publicUrl: testUrl });

  async function aPerson(): Promise<TestPerson> {
    const person = await fixture.aPerson();
    await fixture.inScope((tx) =>
      tx.insert(credentials).values({ tenantId: fixture.tenantId, userId: person.id, passwordHash }),
    );
    return person;
  }

  const enter = (userId: string, proof: SecondStep["proof"]) => () =>
    fixture.inScope((tx) => openSession(tx, { userId, passwordHash }, testClient, { config: config(), proof }));

  /** The sessions that were opened besides the one of the test's hand. */
  const openedOf = (person: TestPerson) =>
    fixture.inScope((tx) => tx.$count(sessions, eq(sessions.userId, person.id))).then((count) => count - 1);

  const countOpened = (settled: readonly PromiseSettledResult<unknown>[]) =>
    settled.map((one) => (one.status === "fulfilled" ? one.value !== undefined : one.reason));

  const oneOf = (howMany: number) => Array.from({ length: howMany }, (_, n) => n === howMany - 1);
  const sorted = (opened: readonly unknown[]) => opened.toSorted((a, b) => Number(a) - Number(b));

  it("the same code of an app opens one session", async () => {
    const person = await aPerson();
    const { secret } = await addTotp(person);
    for (const round of rounds) {
      await forgetConsumedCodes(fixture, person.id);
      const step = enter(person.id, { kind: "code", code: stepCode(secret) });
      const settled = await barrier.atOnce(person.id, [step, step, step]);
      expect([round, sorted(countOpened(settled))]).toEqual([round, oneOf(3)]);
    }
    expect(await openedOf(person)).toBe(rounds.length);
  });

  it("the same recovery code opens one session", async () => {
    const person = await aPerson();
    let { recoveryCodes } = await addTotp(person);
    for (const round of rounds) {
      const code = recoveryCodes.pop() ?? "";
      const step = enter(person.id, { kind: "code", code });
      const settled = await barrier.atOnce(person.id, [step, step, step]);
      expect([round, sorted(countOpened(settled))]).toEqual([round, oneOf(3)]);
      if (recoveryCodes.length === 0) ({ recoveryCodes } = await person.call.account.renewRecoveryCodes());
    }
    expect(await openedOf(person)).toBe(rounds.length);
  });

  it("the same answer of a passkey opens one session, whether a password goes with it or not", async () => {
    const person = await aPerson();
    const { assertion } = await addPasskey(person);
    for (const round of rounds) {
      const answer = await assertion();
      const withPassword = enter(person.id, { kind: "passkey", assertion: answer });
      const alone = () =>
        fixture.inScope((tx) =>
          openPasskeySession(tx, { userId: person.id, assertion: answer, config: config() }, testClient),
        );
      const settled = await barrier.atOnce(person.id, [alone, withPassword, alone]);
      expect([round, sorted(countOpened(settled))]).toEqual([round, oneOf(3)]);
    }
    expect(await openedOf(person)).toBe(rounds.length);
  });

  it("two confirmations of one app make it once, and one set of recovery codes", async () => {
    for (const round of rounds.slice(0, 20)) {
      const person = await aPerson();
      const { secret } = await person.call.account.beginTotp();
      const confirm = () => person.call.account.confirmTotp({ code: stepCode(secret) });
      const settled = await barrier.atOnce(person.id, [confirm, confirm]);
      expect([round, settled.map(({ status }) => status).toSorted()]).toEqual([round, ["fulfilled", "rejected"]]);
      expect(await person.call.account.security()).toMatchObject({ recoveryCodesLeft: 10 });
    }
  });

  it("two who are removed for each other never both go by the same proof", async () => {
    for (const round of rounds.slice(0, 20)) {
      const person = await aPerson();
      await addTotp(person);
      await addPasskey(person);
      const [passkey] = (await person.call.account.security()).passkeys;
      const settled = await barrier.atOnce<unknown>(person.id, [
        () => person.call.account.removeTotp(),
        () => person.call.account.removePasskey({ id: passkey?.id ?? "" }),
      ]);
      expect([round, settled.filter(({ status }) => status === "fulfilled").length > 0]).toEqual([round, true]);
      const left = await fixture.inScope(async (tx) => [
        await tx.$count(totpFactors, eq(totpFactors.userId, person.id)),
        await tx.$count(passkeys, eq(passkeys.userId, person.id)),
      ]);
      const { recoveryCodesLeft } = await person.call.account.security();
      expect([round, recoveryCodesLeft > 0]).toEqual([round, left.some((count) => count > 0)]);
    }
  });
});
