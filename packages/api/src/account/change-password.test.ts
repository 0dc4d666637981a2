import { readPrincipal } from "@portcullis/auth/read-principal";
import type { SessionToken } from "@portcullis/auth/session-token";
import { signInBudgets } from "@portcullis/auth/throttle";
import { passwordResets } from "@portcullis/db/schema/password-resets";
import { totpFactors } from "@portcullis/db/schema/second-factors";
import { sessions } from "@portcullis/db/schema/sessions";
import { timestampNow, toTimestamp } from "@portcullis/domain/timestamp";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { enter, givePassword, newPassword, oldPassword } from "../testing/passwords.ts";
import { callersOf, type TestPerson, testClient } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";

const change = { currentPassword: oldPassword, newPassword };

describe("changing one's password", () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await openFixture();
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  async function aMember() {
    const { id, email } = await fixture.aUser({ role: "BASIC" });
    await givePassword(fixture, id);
    return { email, ...(await fixture.signIn(id)) };
  }
  const signInWith = (email: string, password: string) => enter({ db: fixture.db, tenant: fixture }, email, password);
  const sessionOf = async (person: TestPerson) => {
    const [row] = await fixture.inScope((tx) =>
      tx
        .select()
        .from(sessions)
        .where(and(eq(sessions.tenantId, fixture.tenantId), eq(sessions.id, person.sessionId))),
    );
    if (!row) throw new Error("The session is gone.");
    return row;
  };
  const age = (person: TestPerson) =>
    fixture.inScope((tx) =>
      tx
        .update(sessions)
        .set({ confirmedAt: toTimestamp(0), confirmedWith: "totp" })
        .where(and(eq(sessions.tenantId, fixture.tenantId), eq(sessions.id, person.sessionId))),
    );

  it("takes the new one from then on, ends every other session, and records it", async () => {
    const here = await aMember();
    const there = await fixture.signIn(here.id);
    expect(await here.call.account.changePassword(change)).toEqual({ count: 1 });
    expect(await refusalOf(there.call.account.me())).toMatchObject({ reason: "session_ended" });
    expect(await here.call.account.me()).toMatchObject({ id: here.id, sessionId: here.sessionId });
    expect(await signInWith(here.email, oldPassword)).toBeUndefined();
    expect(await signInWith(here.email, newPassword)).toMatchObject({ userId: here.id });
    const { items } = await fixture.owner.call.audit.list({ targetId: here.id, action: ["user.password_changed"] });
    expect(items).toMatchObject([{ actor: { id: here.id }, changed: [], details: null, origin: testClient }]);
  });

  it("gives the session that asks another token and its whole life, and a copy of its old cookie is dead", async () => {
    const here = await aMember();
    const handed: SessionToken[] = [];
    const keepsOldCookie = callersOf(() => ({
      ...here.parts(),
      handSession: (session) => Promise.resolve(void handed.push(session)),
    }));
    await keepsOldCookie.call.account.changePassword(change);
    expect(await refusalOf(here.call.account.me())).toMatchObject({ code: "UNAUTHORIZED", reason: "session_ended" });
    const [session] = handed;
    if (!session) throw new Error("No token was handed out.");
    expect(await readPrincipal(fixture.db, session, testClient)).toMatchObject({ sessionId: here.sessionId });
    expect(Date.parse((await sessionOf(here)).expiresAt)).toBeGreaterThan(Date.now() + 6 * 86_400_000);
  });

  it("counts as a proof of who one is, but not for whom a second factor is asked too", async () => {
    const plain = await aMember();
    await age(plain);
    await plain.call.account.changePassword(change);
    expect(await sessionOf(plain)).toMatchObject({ confirmedWith: "password" });
    expect(Date.parse((await sessionOf(plain)).confirmedAt)).toBeGreaterThan(Date.now() - 60_000);

    const careful = await aMember();
    await fixture.inScope((tx) =>
      tx.insert(totpFactors).values({
        tenantId: fixture.tenantId,
        userId: careful.id,
        sealedSecret: Buffer.from("x"),
        confirmedAt: timestampNow(),
      }),
    );
    await age(careful);
    await careful.call.account.changePassword(change);
    expect(await sessionOf(careful)).toMatchObject({ confirmedWith: "totp", confirmedAt: toTimestamp(0) });
  });

  it("deletes an open reset link", async () => {
    const here = await aMember();
    await fixture.admin.call.user.resetPassword({ id: here.id });
    await here.call.account.changePassword(change);
    expect(await fixture.inScope((tx) => tx.$count(passwordResets, eq(passwordResets.userId, here.id)))).toBe(0);
  });

  it("changes nothing for a wrong current password, asked twice, or for somebody without one", async () => {
    const here = await aMember();
    const there = await fixture.signIn(here.id);
    const wrong = { code: "BAD_REQUEST", reason: "password_wrong", field: "currentPassword" };
    const guess = { currentPassword: "a wrong one that is long", newPassword };
    expect(await refusalOf(here.call.account.changePassword(guess))).toMatchObject(wrong);
    expect(await there.call.account.me()).toMatchObject({ id: here.id });
    await here.call.account.changePassword(change);
    expect(await refusalOf(here.call.account.changePassword(change))).toMatchObject(wrong);
    const without = await fixture.aPerson({ role: "BASIC" });
    expect(await refusalOf(without.call.account.changePassword(change))).toMatchObject(wrong);
    const { items } = await fixture.owner.call.audit.list({ targetId: here.id, action: ["user.sign_in_failed"] });
    expect(items).toHaveLength(2);
  });

  it.each([
    ["fourteen chars", "input_invalid"],
    ["password123456789", "password_refused"],
    ["Ada Ada Ada 2026!!!", "password_refused"],
    [oldPassword, "password_refused"],
  ])("does not take %s, and counts no guess", async (refused, reason) => {
    const here = await aMember();
    const asked = here.call.account.changePassword({ ...change, newPassword: refused });
    expect(await refusalOf(asked)).toMatchObject({ code: "BAD_REQUEST", reason, field: "newPassword" });
    expect((await fixture.owner.call.audit.list({ targetId: here.id })).items).toEqual([]);
  });

  it("spends the budget of the sign-in: guessing with a stolen cookie goes no further", async () => {
    const here = await aMember();
    const guess = { currentPassword: "a wrong one that is long", newPassword };
    for (let n = 0; n < signInBudgets.pair.attempts; n++) {
      expect(await refusalOf(here.call.account.changePassword(guess))).toMatchObject({ reason: "password_wrong" });
    }
    const refusal = await refusalOf(here.call.account.changePassword(change));
    expect(refusal).toMatchObject({ code: "TOO_MANY_REQUESTS", reason: "too_many_attempts" });
    expect(refusal.retryAfter).toBeGreaterThan(0);
    const at = { db: fixture.db, tenant: fixture, address: testClient.address };
    await expect(enter(at, here.email, oldPassword)).rejects.toMatchObject({ reason: "too_many_attempts" });
    expect(await signInWith(here.email, oldPassword)).toBeDefined();
  });
});
