import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { signInWithPasskey } from "../passkey-sign-in.ts";
import { withPasskey, withTotp } from "../testing/factors.ts";
import { stepCode } from "../testing/step-code.ts";
import { type AuthWorld, authWorld, factorConfig, testClient } from "../testing/world.ts";
import { signInBudgets } from "../throttle.ts";

const held = { code: "FORBIDDEN", reason: "tenant_held" };

/** A tenant that is held since a restore, or that a restore has brought here untold. */
async function heldWorld(how: "held" | "untold" = "held"): Promise<AuthWorld> {
  const world = await authWorld();
  await world.asOwner.update(tenants).set(how === "held" ? { heldSince: new Date() } : { home: "elsewhere" });
  return world;
}

it.each(["held", "untold"] as const)("lets nobody but the owner into a restored tenant that is %s", async (how) => {
  await using world = await heldWorld(how);
  const [owner, other] = [await world.aPerson(), await world.aPerson()];
  await world.inScope((tx) => tx.update(users).set({ isOwner: true }).where(eq(users.id, owner.id)));
  await expect(world.signIn({ email: other.email })).rejects.toMatchObject(held);
  expect(await world.sessionsOf(other.id)).toEqual([]);
  expect(await world.signIn({ email: owner.email })).toMatchObject({ userId: owner.id });
});

it("says so only to whoever has proved who they are, and counts that as no guess", async () => {
  await using world = await heldWorld();
  const { email } = await world.aPerson();
  for (let n = 0; n < 2 * signInBudgets.pair.attempts; n++) {
    await expect(world.signIn({ email })).rejects.toMatchObject(held);
  }
  expect(await world.signIn({ email, password: "wrong" })).toBeUndefined();
});

it("asks for the second step first, and spends nothing of it", async () => {
  await using world = await heldWorld();
  const { id, email } = await world.aPerson();
  const { secret } = await withTotp(world, id);
  await expect(world.signIn({ email })).rejects.toMatchObject({ reason: "second_factor_required" });
  const proof = { kind: "code", code: stepCode(secret) } as const;
  await expect(world.signIn({ email }, proof)).rejects.toMatchObject(held);
  await world.asOwner.execute(sql`update tenants set held_since = null`);
  expect(await world.signIn({ email }, proof)).toMatchObject({ userId: id });
});

it("holds for a passkey as well", async () => {
  await using world = await heldWorld();
  const { id } = await world.aPerson();
  const { assertion } = await withPasskey(world, id);
  await expect(signInWithPasskey(world.db, factorConfig, assertion(), testClient)).rejects.toMatchObject(held);
  expect(await world.sessionsOf(id)).toEqual([]);
});
