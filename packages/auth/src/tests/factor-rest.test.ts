import { auditDetails, auditEvents } from "@portcullis/db/schema/audit";
import { totpFactors } from "@portcullis/db/schema/second-factors";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { factorRest } from "../factor/factor-rest.ts";
import { consumeProof, type FactorProof } from "../factor/proof.ts";
import { readFactors } from "../factor/read-factors.ts";
import { signInWithPasskey } from "../passkey-sign-in.ts";
import { withPasskey, withTotp } from "../testing/factors.ts";
import { type AuthFixture, factorConfig, openAuthFixture, testClient } from "../testing/fixture.ts";
import { stepCode } from "../testing/step-code.ts";

const code = (text: string) => ({ kind: "code", code: text }) as const;
const resting = { code: "TOO_MANY_REQUESTS", reason: "second_factor_resting" };

describe("the authenticator app", () => {
  let fixture: AuthFixture;
  beforeAll(async () => {
    fixture = await openAuthFixture();
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  let addresses = 0;
  /** A fresh address each time: no budget of an address steps in. */
  const anAddress = () => `10.2.${++addresses >> 8}.${addresses & 255}`;
  const step = (userId: string, proof: FactorProof) =>
    fixture.inScope((tx) => consumeProof(tx, userId, { config: factorConfig, proof }, testClient));
  const ofUser = (userId: string) => and(eq(totpFactors.tenantId, fixture.tenant), eq(totpFactors.userId, userId));

  async function aPerson({ failures = 0 } = {}) {
    const person = await fixture.aPerson();
    const factors = await withTotp(fixture, person.id);
    await fixture.inScope((tx) => tx.update(totpFactors).set({ failures }).where(ofUser(person.id)));
    const wrong = stepCode(factors.secret, 50);
    return { ...person, ...factors, wrong };
  }
  type Person = Awaited<ReturnType<typeof aPerson>>;
  const enter = ({ email }: Person, text: string) => fixture.signIn({ email, address: anAddress() }, code(text));
  const rests = async ({ id }: Person) => (await fixture.inScope((tx) => readFactors(tx, id))).totp?.restsUntil;
  const minutesLeft = async (person: Person) =>
    Math.round((Date.parse((await rests(person)) ?? "") - Date.now()) / 60_000);
  /** Lets what is left of the rest pass; a second more, as the column rounds to milliseconds. */
  const wake = ({ id }: Person) =>
    fixture.inScope((tx) =>
      tx.update(totpFactors).set({ restsUntil: sql`now() - interval '1 second'` }).where(ofUser(id)),
    );
  const failuresOf = async ({ id }: Person) =>
    (await fixture.inScope((tx) => tx.select().from(totpFactors).where(ofUser(id))))[0]?.failures;

  it("rests after a hundred wrong codes in a row, whatever they were and wherever from, and no code before", async () => {
    const person = await aPerson();
    for (let n = 1; n < factorRest.failures; n++) {
      expect(await step(person.id, code(n % 2 ? person.wrong : "AAAA-AAAA-AAAA-AAAA"))).toBeUndefined();
    }
    expect(await rests(person)).toBeNull();
    expect(await enter(person, person.wrong)).toBeUndefined();
    expect(await minutesLeft(person)).toBe(factorRest.firstMinutes);
    const refusal = enter(person, stepCode(person.secret));
    await expect(refusal).rejects.toMatchObject(resting);
    await expect(refusal).rejects.toMatchObject({ retryAfter: expect.closeTo(900, -2) as number });
    // A wrong password is told nothing of it.
    const attempt = fixture.signIn(
      { email: person.email, password: "wrong", address: anAddress() },
      code(person.wrong),
    );
    expect(await attempt).toBeUndefined();
    await wake(person);
    expect(await enter(person, stepCode(person.secret))).toBeDefined();
  });

  it("rests twice as long after each further one, up to a day", async () => {
    const person = await aPerson({ failures: factorRest.failures - 1 });
    for (const minutes of [15, 30, 60, 120, 240, 480, 960, 1440, 1440]) {
      expect(await step(person.id, code(person.wrong))).toBeUndefined();
      expect(await minutesLeft(person)).toBe(minutes);
      await expect(step(person.id, code(person.wrong))).rejects.toMatchObject(resting);
      await wake(person);
    }
  });

  it("lets no more guesses through at once than one after the other", async () => {
    const person = await aPerson({ failures: factorRest.failures - 3 });
    const guesses = Array.from({ length: 12 }, () => step(person.id, code(person.wrong)));
    const outcomes = (await Promise.allSettled(guesses)).map(({ status }) => status);
    expect(outcomes.filter((status) => status === "fulfilled")).toHaveLength(3);
    expect(await failuresOf(person)).toBe(factorRest.failures);
  });

  it("is begun anew by a proof that is right: of the app, a recovery code, or a passkey", async () => {
    const failures = factorRest.failures - 1;
    const [byApp, byRecovery] = [await aPerson({ failures }), await aPerson({ failures: failures + 1 })];
    expect(await enter(byApp, stepCode(byApp.secret))).toBeDefined();
    await step(byRecovery.id, code(byRecovery.wrong));
    await expect(enter(byRecovery, stepCode(byRecovery.secret))).rejects.toMatchObject(resting);
    expect(await enter(byRecovery, byRecovery.recoveryCodes[0] ?? "")).toBeDefined();
    const byPasskey = await aPerson({ failures: failures + 1 });
    const { assertion } = await withPasskey(fixture, byPasskey.id);
    await step(byPasskey.id, code(byPasskey.wrong));
    const from = { ...testClient, address: anAddress() };
    expect(await signInWithPasskey(fixture.db, factorConfig, assertion(), from)).toBeDefined();
    for (const person of [byApp, byRecovery, byPasskey]) {
      expect([await failuresOf(person), await rests(person)]).toEqual([0, null]);
    }
  });

  it("says so in the audit log, with the end of the rest", async () => {
    const person = await aPerson({ failures: factorRest.failures - 1 });
    expect(await enter(person, person.wrong)).toBeUndefined();
    const [event] = await fixture.inScope((tx) =>
      tx
        .select({ actorId: auditEvents.actorId, details: auditDetails })
        .from(auditEvents)
        .leftJoin(auditDetails, eq(auditDetails.eventId, auditEvents.id))
        .where(and(eq(auditEvents.subjectId, person.id), eq(auditEvents.action, "user.second_factor_rested"))),
    );
    expect(event).toMatchObject({ actorId: null });
    expect(JSON.stringify(event?.details)).toContain(await rests(person));
  });
});
