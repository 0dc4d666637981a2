import { hash } from "@node-rs/argon2";
import { credentials } from "@portcullis/db/schema/credentials";
import { withTenant } from "@portcullis/db/tenant";
import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { openSession } from "../open-session.ts";
import { hashPassword, isWeakHash } from "../password.ts";
import { type AuthFixture, openAuthFixture, rightPassword, testClient } from "../testing/fixture.ts";

/** argon2id, as it was made when machines were slower. */
const weaker = { algorithm: 2, memoryCost: 4096, timeCost: 1, parallelism: 1 } as const;
const weakHash = (password: string) => hash(password, weaker);

/** Stores a hash, or reads the stored one. */
async function storedHash(fixture: AuthFixture, userId: string, stored?: string): Promise<string> {
  const isTheirs = and(eq(credentials.tenantId, fixture.tenant), eq(credentials.userId, userId));
  return withTenant(fixture.db, fixture.tenant, async (tx) => {
    if (stored) await tx.update(credentials).set({ passwordHash: stored }).where(isTheirs);
    const [row] = await tx.select().from(credentials).where(isTheirs);
    return row?.passwordHash ?? "";
  });
}

it("makes a hash anew at sign-in where its parameters are weaker than today's, and the password stays", async () => {
  await using fixture = await openAuthFixture();
  const { id, email } = await fixture.aPerson();
  const weak = await storedHash(fixture, id, await weakHash(rightPassword));
  expect(isWeakHash(weak)).toBe(true);

  expect(await fixture.signIn({ email, password: "wrong" })).toBeUndefined();
  expect(await storedHash(fixture, id)).toBe(weak);

  expect(await fixture.signIn({ email })).toBeDefined();
  const upgraded = await storedHash(fixture, id);
  expect(isWeakHash(upgraded)).toBe(false);

  expect(await fixture.signIn({ email })).toBeDefined();
  expect(await storedHash(fixture, id)).toBe(upgraded);
});

it("does not bring an old password back that was changed while it was hashed anew", async () => {
  await using fixture = await openAuthFixture();
  const { id } = await fixture.aPerson();
  const verified = { userId: id, passwordHash: await storedHash(fixture, id), upgradedHash: await hashPassword("old") };
  const changed = await storedHash(fixture, id, await hashPassword("another one"));
  expect(await withTenant(fixture.db, fixture.tenant, (tx) => openSession(tx, verified, testClient))).toBeUndefined();
  expect(await storedHash(fixture, id)).toBe(changed);
});
