import { resetBudgets } from "@portcullis/auth/throttle";
import { passwordResets } from "@portcullis/db/schema/password-resets";
import { timestampNow } from "@portcullis/domain/timestamp";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ageMails } from "../testing/age-mails.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { anonymousCaller, enter, givePassword, newPassword, oldPassword } from "../testing/passwords.ts";
import { testClient, testUrl } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";
import { mailResetLink } from "./request-password-reset.ts";

const isVoid = { code: "NOT_FOUND", reason: "link_void", httpStatus: 404 };
const tokenOf = (link: string) => new URL(link).hash.slice(1);

describe("a reset link", () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await openFixture();
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  let senders = 0;
  /** Somebody who is not signed in, from an address that nobody was throttled at. */
  const visitor = () => anonymousCaller(fixture.owner, `198.51.100.${++senders}`);
  const signInWith = (email: string, password: string) => enter({ db: fixture.db, tenant: fixture }, email, password);

  async function aMember() {
    const user = await fixture.aUser({ role: "BASIC" });
    await givePassword(fixture, user.id);
    return user;
  }
  const makeLink = async (userId: string) => {
    const made = await fixture.admin.call.user.resetPassword({ id: userId });
    return { ...made, token: tokenOf(made.link) };
  };
  const rowOf = async (userId: string) => {
    const isTheirs = and(eq(passwordResets.tenantId, fixture.tenantId), eq(passwordResets.userId, userId));
    return (await fixture.inScope((tx) => tx.select().from(passwordResets).where(isTheirs)))[0];
  };
  const expire = (userId: string) =>
    fixture.inScope((tx) =>
      tx.update(passwordResets).set({ expiresAt: timestampNow() }).where(eq(passwordResets.userId, userId)),
    );
  /** What a request for a link does after its reply. */
  const mail = (of: { tenant?: string; email: string }) => {
    const { db, mailer, log } = fixture.owner.parts();
    const ctx = { db, mailer, log, from: testClient, publicUrl: testUrl, factorKey: fixture.factorKey };
    return mailResetLink(ctx, { tenant: fixture.slug, ...of });
  };

  it("sets a password once, ends every session, keeps what is no password, and is recorded", async () => {
    const user = await aMember();
    const session = await fixture.signIn(user.id);
    const { token } = await makeLink(user.id);
    expect(await visitor().passwordReset.inspect({ token })).toMatchObject({
      tenant: { slug: fixture.slug, name: "Test tenant" },
      email: user.email,
    });
    expect(await session.call.account.me()).toMatchObject({ id: user.id });
    expect(await visitor().passwordReset.complete({ token, password: newPassword })).toEqual({
      tenant: { slug: fixture.slug, name: "Test tenant" },
      email: user.email,
    });
    expect(await refusalOf(session.call.account.me())).toMatchObject({ reason: "session_ended" });
    expect(await signInWith(user.email, oldPassword)).toBeUndefined();
    expect(await signInWith(user.email, newPassword)).toMatchObject({ userId: user.id });
    for (const again of [
      () => visitor().passwordReset.inspect({ token }),
      () => visitor().passwordReset.complete({ token, password: "another password altogether" }),
    ]) {
      expect(await refusalOf(again())).toMatchObject(isVoid);
    }
    const { items } = await fixture.owner.call.audit.list({
      targetId: user.id,
      action: ["user.password_reset", "user.password_reset_requested"],
    });
    expect(items.map(({ action, actor }) => [action, actor.id])).toEqual([
      ["user.password_reset", user.id],
      ["user.password_reset_requested", fixture.admin.id],
    ]);
  });

  it("gives a first password to whoever had none", async () => {
    const user = await fixture.aUser({ role: "BASIC" });
    const { token } = await makeLink(user.id);
    await visitor().passwordReset.complete({ token, password: newPassword });
    expect(await signInWith(user.email, newPassword)).toMatchObject({ userId: user.id });
  });

  it("stays open for who chose a password that is refused", async () => {
    const user = await aMember();
    const { token } = await makeLink(user.id);
    for (const [password, reason] of [
      ["short", "input_invalid"],
      ["password123456789", "password_refused"],
      [user.email, "password_refused"],
    ] as const) {
      const asked = visitor().passwordReset.complete({ token, password });
      expect(await refusalOf(asked)).toMatchObject({ code: "BAD_REQUEST", reason, field: "password" });
    }
    await visitor().passwordReset.complete({ token, password: newPassword });
  });

  it("lets in at once whoever guessed in vain before", async () => {
    const user = await aMember();
    const address = "203.0.113.9";
    const at = { db: fixture.db, tenant: fixture, address };
    for (let n = 0; n < 5; n++) await enter(at, user.email, "what was it again");
    await expect(enter(at, user.email, oldPassword)).rejects.toMatchObject({ reason: "too_many_attempts" });
    const { token } = await makeLink(user.id);
    await anonymousCaller(fixture.owner, address).passwordReset.complete({ token, password: newPassword });
    expect(await enter(at, user.email, newPassword)).toBeDefined();
  });

  it("is void once expired, replaced, of a deactivated person, of another tenant, and when it is nonsense", async () => {
    const [late, twice, gone] = [await aMember(), await aMember(), await aMember()];
    const links = [await makeLink(late.id), await makeLink(twice.id), await makeLink(gone.id)];
    await expire(late.id);
    await ageMails(fixture, 60);
    const newer = await makeLink(twice.id);
    await fixture.admin.call.user.deactivate({ id: gone.id });
    await fixture.admin.call.user.reactivate({ id: gone.id });
    const other = await fixture.aTenant();
    const bytes = Buffer.from(newer.token, "base64url");
    bytes.set(Buffer.from(other.tenantId.replaceAll("-", ""), "hex"));
    const tokens = [...links.map((link) => link.token), bytes.toString("base64url"), "A".repeat(64), "_".repeat(64)];
    for (const token of tokens) {
      expect([token, await refusalOf(visitor().passwordReset.inspect({ token }))]).toMatchObject([token, isVoid]);
      const completed = visitor().passwordReset.complete({ token, password: newPassword });
      expect([token, await refusalOf(completed)]).toMatchObject([token, isVoid]);
    }
    expect(await visitor().passwordReset.inspect({ token: newer.token })).toMatchObject({ email: twice.email });
  });

  it("is mailed to whoever asked, for an hour, with its secret behind the #, and stored hashed", async () => {
    const user = await aMember();
    fixture.mailer.sent.length = 0;
    await mail({ email: user.email });
    const [sent, ...more] = fixture.mailer.sent;
    expect(more).toEqual([]);
    expect(sent).toMatchObject({ to: user.email, subject: "Set a new password for Test tenant" });
    const [, token = ""] = /^https:\/\/console\.test\/reset-password#([\w-]{64})$/m.exec(sent?.text ?? "") ?? [];
    const row = await rowOf(user.id);
    expect(row?.requestedBy).toBeNull();
    expect(Date.parse(row?.expiresAt ?? "") - Date.parse(row?.createdAt ?? "")).toBe(3_600_000);
    expect(JSON.stringify(row)).not.toContain(token);
    expect(await visitor().passwordReset.inspect({ token })).toMatchObject({ email: user.email });
    const { items } = await fixture.owner.call.audit.list({ targetId: user.id });
    expect(items).toMatchObject([{ action: "user.password_reset_requested", actor: { id: null }, origin: testClient }]);
  });

  it("is mailed to nobody who may not come in, and leaves no trace of them", async () => {
    fixture.mailer.sent.length = 0;
    for (const status of ["pending", "inactive"] as const) {
      const user = await fixture.aUser({ status });
      await mail({ email: user.email });
      expect([status, await rowOf(user.id)]).toEqual([status, undefined]);
      expect((await fixture.owner.call.audit.list({ targetId: user.id })).items).toEqual([]);
    }
    await mail({ email: "stranger@people.test" });
    await mail({ tenant: "no-such-tenant", email: (await aMember()).email });
    expect(fixture.mailer.sent).toEqual([]);
  });

  it("is answered the same whoever is asked for, and sent after the answer", async () => {
    const user = await aMember();
    fixture.mailer.sent.length = 0;
    const inactive = await fixture.aUser({ status: "inactive" });
    for (const asked of [
      { tenant: fixture.slug, email: "stranger@people.test" },
      { tenant: "no-such-tenant", email: user.email },
      { tenant: fixture.slug, email: inactive.email },
      { tenant: ` ${fixture.slug.toUpperCase()} `, email: ` ${user.email.toUpperCase()} ` },
    ]) {
      expect(await visitor().passwordReset.request(asked)).toEqual({ accepted: true });
    }
    await expect.poll(() => fixture.mailer.sent.map((sent) => sent.to)).toEqual([user.email]);
    expect(fixture.logged).toEqual([]);
  });

  it("is throttled by what was submitted and the address, whether there is such an account or not", async () => {
    const user = await aMember();
    for (const email of [user.email, "stranger.too@people.test"]) {
      const asked = { tenant: fixture.slug, email };
      for (let n = 0; n < resetBudgets.account.attempts; n++) await visitor().passwordReset.request(asked);
      const refusal = await refusalOf(visitor().passwordReset.request(asked));
      expect(refusal).toMatchObject({ code: "TOO_MANY_REQUESTS", reason: "too_many_attempts" });
      expect(refusal.retryAfter).toBeGreaterThan(resetBudgets.account.seconds - 30);
    }
    const one = visitor();
    const ask = (n: number) => one.passwordReset.request({ tenant: fixture.slug, email: `${n}@people.test` });
    for (let n = 0; n <= resetBudgets.address.attempts; n++) await ask(n);
    const slowed = await refusalOf(ask(99));
    expect(slowed).toMatchObject({ reason: "too_many_attempts" });
    expect(slowed.retryAfter).toBeLessThanOrEqual(resetBudgets.slowSeconds);
    expect(await signInWith(user.email, oldPassword)).toBeDefined();
  });

  it("tells the log, not whoever asked, what fails after the answer", async () => {
    const user = await aMember();
    const failure = new Error("The mail server is on fire.");
    const mailer = { ...fixture.mailer, send: () => Promise.reject(failure) };
    const { requestPasswordReset } = await import("./request-password-reset.ts");
    const logged = Promise.withResolvers<unknown>();
    const ctx = { ...fixture.owner.parts(), mailer, log: logged.resolve };
    const asked = { tenant: fixture.slug, email: user.email };
    expect(await requestPasswordReset(ctx, asked)).toEqual({ accepted: true });
    expect(await logged.promise).toBe(failure);
  });
});
