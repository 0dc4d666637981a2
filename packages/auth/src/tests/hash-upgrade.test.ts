import { hash } from "@node-rs/argon2";
import { credentials } from "@portcullis/db/schema/credentials";
import { withTenant } from "@portcullis/db/tenant";
import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { openSession } from "../open-session.ts";
import { hashPassword, isWeakHash } from "../password.ts";
import { type AuthWorld, authWorld, rightPassword, testClient } from "../testing/world.ts";

/** argon2id, as it was made when machines were slower. */
const weaker = { algorithm: 2, memoryCost: 4096, timeCost: 1, parallelism: 1 } as const;
const weakHash = (password: string) => hash(password, weaker);

/** Stores a hash, or reads the stored one. */
async function storedHash(world: AuthWorld, userId: string, stored?: string): Promise<string> {
  const isTheirs = and(eq(credentials.tenantId, world.tenant), eq(credentials.userId, userId));
  return withTenant(world.db, world.tenant, async (tx) => {
    if (stored) await tx.update(credentials).set({ passwordHash: stored }).where(isTheirs);
    const [row] = await tx.select().from(credentials).where(isTheirs);
    return row?.passwordHash ?? "";
  });
}

it("makes a hash anew at sign-in where its parameters are weaker than today's, and the password stays", async () => {
  await using world = await authWorld();
  const { id, email } = await world.aPerson();
  const weak = await storedHash(world, id, await weakHash(rightPassword));
  expect(isWeakHash(weak)).toBe(true);

  expect(await world.signIn({ email, password: "wrong" })).toBeUndefined();
  expect(await storedHash(world, id)).toBe(weak);

  expect(await world.signIn({ email })).toBeDefined();
  const upgraded = await storedHash(world, id);
  expect(isWeakHash(upgraded)).toBe(false);

  expect(await world.signIn({ email })).toBeDefined();
  expect(await storedHash(world, id)).toBe(upgraded);
});

it("does not bring an old password back that was changed while it was hashed anew", async () => {
  await using world = await authWorld();
  const { id } = await world.aPerson();
  const verified = { userId: id, passwordHash: await storedHash(world, id), upgradedHash: await hashPassword("old") };
  const changed = await storedHash(world, id, await hashPassword("another one"));
  expect(await withTenant(world.db, world.tenant, (tx) => openSession(tx, verified, testClient))).toBeUndefined();
  expect(await storedHash(world, id)).toBe(changed);
});
