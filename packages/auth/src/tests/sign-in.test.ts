import { credentials } from "@portcullis/db/schema/credentials";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { withTenant } from "@portcullis/db/tenant";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openSession } from "../open-session.ts";
import { hashPassword } from "../password.ts";
import { readPrincipal } from "../read-principal.ts";
import { hashToken } from "../session-token.ts";
import { type SignInAttempt, signIn } from "../sign-in.ts";
import { signOut } from "../sign-out.ts";
import { openAuthFixture, rightPassword, testClient } from "../testing/fixture.ts";

const mistakes: [what: string, wrong: Partial<SignInAttempt>][] = [
  ["an unknown tenant", { tenant: "nobody" }],
  ["an unknown e-mail", { email: "stranger@people.test" }],
  ["something that is no e-mail", { email: "\0\ud800' or true --" }],
  ["a wrong password", { password: "wrong" }],
  ["an empty password", { password: "" }],
  ["an over-long password", { password: rightPassword.padEnd(5000, " ") }],
  ["broken Unicode", { tenant: "ac\ud800\0me", password: "\ud800" }],
];

const outsiders = [{ status: "inactive" }, { status: "pending" }, { status: "deleting" }, { password: false }] as const;

describe("sign-in", () => {
  it("opens a session whose token is stored hashed, and records it", async () => {
    await using fixture = await openAuthFixture();
    const { id, email } = await fixture.aPerson();
    const opened = await fixture.signIn({ email: `  ${email.toUpperCase()} `, tenant: " ACME" });
    if (!opened) throw new Error("Sign-in was refused.");
    const [session] = await fixture.sessionsOf(id);
    expect(opened).toMatchObject({ tenantId: fixture.tenant, userId: id });
    expect(session).toMatchObject({ address: "192.0.2.1", agent: "Browser/1.0", tokenHash: hashToken(opened.token) });
    expect(JSON.stringify(session)).not.toContain(opened.token);
    expect(await fixture.actions()).toEqual([["user.signed_in", id]]);
  });

  it("answers nothing at all for whatever is wrong", async () => {
    await using fixture = await openAuthFixture();
    const { id, email } = await fixture.aPerson();
    for (const [what, wrong] of mistakes) {
      expect([what, await fixture.signIn({ email, address: what, ...wrong })]).toEqual([what, undefined]);
    }
    expect(await fixture.sessionsOf(id)).toEqual([]);
  });

  it("finds nobody by a name with something in it that the database does not take", async () => {
    await using fixture = await openAuthFixture();
    const { email } = await fixture.aPerson();
    for (const attempt of [
      { email, tenant: "ac\0me" },
      { email, tenant: "acme\0" },
      { email: email.replace("@", "\0@") },
      { email: `${email}\0` },
    ]) {
      expect([attempt, await fixture.signIn(attempt)]).toEqual([attempt, undefined]);
    }
  });

  it("answers nothing at all for people who may not come in", async () => {
    await using fixture = await openAuthFixture();
    for (const traits of outsiders) {
      const { email } = await fixture.aPerson(traits);
      expect([traits, await fixture.signIn({ email })]).toEqual([traits, undefined]);
    }
  });

  it("refuses everybody of a suspended tenant, also those who are signed in", async () => {
    await using fixture = await openAuthFixture();
    const { email } = await fixture.aPerson();
    const opened = await fixture.signIn({ email });
    if (!opened) throw new Error("Sign-in was refused.");
    await fixture.asOwner.update(tenants).set({ status: "suspended" });
    expect(await fixture.signIn({ email })).toBeUndefined();
    expect(await readPrincipal(fixture.db, opened, testClient)).toBeUndefined();
  });

  it("records failures in the tenant's audit log, for strangers without a subject", async () => {
    await using fixture = await openAuthFixture();
    const { id, email } = await fixture.aPerson();
    await fixture.signIn({ email, password: "wrong" });
    await fixture.signIn({ email: "stranger@people.test" });
    await fixture.signIn({ email, tenant: "nobody" });
    expect(await fixture.actions()).toEqual([
      ["user.sign_in_failed", id],
      ["user.sign_in_failed", null],
    ]);
  });

  it("does not open a session for somebody who was deactivated after the password was verified", async () => {
    await using fixture = await openAuthFixture();
    const { id } = await fixture.aPerson();
    const verified = { userId: id, passwordHash: await storedHash(fixture, id) };
    await fixture.setStatus(id, "inactive");
    const from = { address: "192.0.2.1", agent: null };
    expect(await withTenant(fixture.db, fixture.tenant, (tx) => openSession(tx, verified, from))).toBeUndefined();
    expect(await fixture.sessionsOf(id)).toEqual([]);
  });

  it("does not open a session with a password that was changed after it was verified", async () => {
    await using fixture = await openAuthFixture();
    const { id } = await fixture.aPerson();
    const verified = { userId: id, passwordHash: await storedHash(fixture, id) };
    const passwordHash = await hashPassword("another one");
    await withTenant(fixture.db, fixture.tenant, (tx) => tx.update(credentials).set({ passwordHash }));
    const from = { address: "192.0.2.1", agent: null };
    expect(await withTenant(fixture.db, fixture.tenant, (tx) => openSession(tx, verified, from))).toBeUndefined();
  });

  it("waits for a deactivation under way, and then refuses", async () => {
    await using fixture = await openAuthFixture();
    const { id, email } = await fixture.aPerson();
    const attempt = Promise.withResolvers<unknown>();
    await withTenant(fixture.db, fixture.tenant, async (tx) => {
      await tx.select().from(users).where(eq(users.id, id)).for("no key update");
      const verified = { userId: id, passwordHash: await storedHash(fixture, id) };
      const from = { address: "192.0.2.1", agent: null };
      attempt.resolve(withTenant(fixture.db, fixture.tenant, (other) => openSession(other, verified, from)));
      await tx.update(users).set({ status: "inactive" }).where(eq(users.id, id));
    });
    expect(await attempt.promise).toBeUndefined();
    expect(await fixture.signIn({ email })).toBeUndefined();
  });

  it("ends at sign-out, once", async () => {
    await using fixture = await openAuthFixture();
    const { id, email } = await fixture.aPerson();
    const opened = await signIn(fixture.db, {
      tenant: "acme",
      email,
      password: rightPassword,
      address: "::1",
      agent: null,
    });
    if (!opened) throw new Error("Sign-in was refused.");
    await signOut(fixture.db, opened);
    await signOut(fixture.db, opened);
    expect(await readPrincipal(fixture.db, opened, testClient)).toBeUndefined();
    expect(await fixture.actions()).toEqual([
      ["user.signed_in", id],
      ["user.signed_out", id],
    ]);
  });
});

async function storedHash(fixture: Awaited<ReturnType<typeof openAuthFixture>>, userId: string): Promise<string> {
  const [row] = await withTenant(fixture.db, fixture.tenant, (tx) =>
    tx.select().from(credentials).where(eq(credentials.userId, userId)),
  );
  if (!row) throw new Error("No password.");
  return row.passwordHash;
}
