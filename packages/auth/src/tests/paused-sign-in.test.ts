import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { timestampNow } from "@portcullis/domain/timestamp";
import { eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { signInWithPasskey } from "../passkey-sign-in.ts";
import { withPasskey, withTotp } from "../testing/factors.ts";
import { type AuthFixture, factorConfig, openAuthFixture, testClient } from "../testing/fixture.ts";
import { stepCode } from "../testing/step-code.ts";
import { signInBudgets } from "../throttle.ts";

const held = { code: "FORBIDDEN", reason: "tenant_held" };

/** A tenant that is held since a restore, or that a restore has brought here untold. */
async function pausedFixture(how: "held" | "untold" = "held"): Promise<AuthFixture> {
  const fixture = await openAuthFixture();
  await fixture.asOwner.update(tenants).set(how === "held" ? { pausedSince: timestampNow() } : { home: "elsewhere" });
  return fixture;
}

it.each(["held", "untold"] as const)("lets nobody but the owner into a restored tenant that is %s", async (how) => {
  await using fixture = await pausedFixture(how);
  const [owner, other] = [await fixture.aPerson(), await fixture.aPerson()];
  await fixture.inScope((tx) => tx.update(users).set({ isOwner: true }).where(eq(users.id, owner.id)));
  await expect(fixture.signIn({ email: other.email })).rejects.toMatchObject(held);
  expect(await fixture.sessionsOf(other.id)).toEqual([]);
  expect(await fixture.signIn({ email: owner.email })).toMatchObject({ userId: owner.id });
});

it("says so only to whoever has proved who they are, and counts that as no guess", async () => {
  await using fixture = await pausedFixture();
  const { email } = await fixture.aPerson();
  for (let n = 0; n < 2 * signInBudgets.pair.attempts; n++) {
    await expect(fixture.signIn({ email })).rejects.toMatchObject(held);
  }
  expect(await fixture.signIn({ email, password: "wrong" })).toBeUndefined();
});

it("asks for the second step first, and spends nothing of it", async () => {
  await using fixture = await pausedFixture();
  const { id, email } = await fixture.aPerson();
  const { secret } = await withTotp(fixture, id);
  await expect(fixture.signIn({ email })).rejects.toMatchObject({ reason: "second_factor_required" });
  const proof = { kind: "code", code: stepCode(secret) } as const;
  await expect(fixture.signIn({ email }, proof)).rejects.toMatchObject(held);
  await fixture.asOwner.execute(sql`update tenants set held_since = null`);
  expect(await fixture.signIn({ email }, proof)).toMatchObject({ userId: id });
});

it("holds for a passkey as well", async () => {
  await using fixture = await pausedFixture();
  const { id } = await fixture.aPerson();
  const { assertion } = await withPasskey(fixture, id);
  await expect(signInWithPasskey(fixture.db, factorConfig, assertion(), testClient)).rejects.toMatchObject(held);
  expect(await fixture.sessionsOf(id)).toEqual([]);
});
