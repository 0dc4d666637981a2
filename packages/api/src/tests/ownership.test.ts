import { ownershipOffers } from "@portcullis/db/schema/ownership-offers";
import { sessions } from "@portcullis/db/schema/sessions";
import { permissions } from "@portcullis/domain/permission";
import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { TestPerson } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";
import type { TestTenant } from "../testing/tenant.ts";
import { testWorld } from "../testing/world.ts";

const dayMs = 86_400_000;

/** The proof of who somebody is was so long ago. */
const ageProof = (tenant: TestTenant, person: TestPerson, minutes: number) =>
  tenant.inScope((tx) =>
    tx
      .update(sessions)
      .set({ confirmedAt: new Date(Date.now() - minutes * 60_000) })
      .where(eq(sessions.id, person.sessionId)),
  );

describe("an offer of ownership", () => {
  it("is shown to the owner and to whom it is made, for seven days", async () => {
    await using world = await testWorld();
    const heir = await world.aPerson();
    const { ownershipOffer } = await world.owner.call.tenant.offerOwnership({ userId: heir.id });
    expect(ownershipOffer).toMatchObject({ to: { id: heir.id } });
    const lasts = (ownershipOffer?.expiresAt.getTime() ?? 0) - (ownershipOffer?.createdAt.getTime() ?? 0);
    expect(lasts).toBe(7 * dayMs);
    expect((await heir.call.account.me()).ownershipOffer).toEqual({
      by: expect.objectContaining({ id: world.owner.id }) as object,
      expiresAt: ownershipOffer?.expiresAt,
    });
    expect((await world.owner.call.account.me()).ownershipOffer).toBeNull();
  });

  it("is the owner's alone to make, to somebody active of the same tenant who is not themselves", async () => {
    await using world = await testWorld();
    const other = await world.aTenant();
    const almighty = await world.aPerson({ permissions });
    const offer = (by: TestPerson, userId: string) => refusalOf(by.call.tenant.offerOwnership({ userId }));
    expect(await offer(almighty, almighty.id)).toMatchObject({ code: "FORBIDDEN", reason: "permission_missing" });
    expect(await offer(world.owner, world.owner.id)).toMatchObject({ reason: "self_protected" });
    expect(await offer(world.owner, other.owner.id)).toMatchObject({ code: "NOT_FOUND" });
    for (const status of ["pending", "inactive"] as const) {
      const { id } = await world.aUser({ status });
      expect(await offer(world.owner, id)).toMatchObject({ code: "CONFLICT", reason: "user_not_active" });
    }
    expect(await world.owner.call.tenant.get()).toMatchObject({ ownershipOffer: null });
  });

  it("to somebody else takes the place of the one before, and the first can accept nothing", async () => {
    await using world = await testWorld();
    const [first, second] = [await world.aPerson(), await world.aPerson()];
    await world.owner.call.tenant.offerOwnership({ userId: first.id });
    await world.owner.call.tenant.offerOwnership({ userId: second.id });
    expect(await refusalOf(first.call.tenant.acceptOwnership({}))).toMatchObject({ reason: "offer_void" });
    expect(await second.call.tenant.acceptOwnership({})).toMatchObject({ ownerId: second.id });
  });

  it("is taken back by the owner or declined by the other, once, and by nobody else", async () => {
    await using world = await testWorld();
    const heir = await world.aPerson();
    const almighty = await world.aPerson({ permissions });
    for (const who of [world.owner, heir]) {
      await world.owner.call.tenant.offerOwnership({ userId: heir.id });
      expect(await refusalOf(almighty.call.tenant.cancelOffer({}))).toMatchObject({ reason: "offer_void" });
      expect(await who.call.tenant.cancelOffer({})).toEqual({ ended: true });
      expect(await world.owner.call.tenant.cancelOffer({})).toEqual({ ended: false });
      expect(await refusalOf(heir.call.tenant.acceptOwnership({}))).toMatchObject({ reason: "offer_void" });
      expect((await heir.call.account.me()).ownershipOffer).toBeNull();
    }
  });

  it("ends after its time, and makes room for a new one", async () => {
    await using world = await testWorld();
    const heir = await world.aPerson();
    await world.owner.call.tenant.offerOwnership({ userId: heir.id });
    await world.inScope((tx) => tx.update(ownershipOffers).set({ expiresAt: sql`now()` }));
    expect(await refusalOf(heir.call.tenant.acceptOwnership({}))).toMatchObject({ reason: "offer_void" });
    expect((await heir.call.account.me()).ownershipOffer).toBeNull();
    expect(await world.owner.call.tenant.get()).toMatchObject({ ownershipOffer: null });
    await world.owner.call.tenant.offerOwnership({ userId: heir.id });
    expect(await heir.call.tenant.acceptOwnership({})).toMatchObject({ ownerId: heir.id });
  });

  it("ends with the access of whom it was made to, also when they come back", async () => {
    await using world = await testWorld();
    const heir = await world.aUser();
    await world.owner.call.tenant.offerOwnership({ userId: heir.id });
    await world.admin.call.user.deactivate({ id: heir.id });
    await world.admin.call.user.reactivate({ id: heir.id });
    const returned = await world.signIn(heir.id);
    expect(await refusalOf(returned.call.tenant.acceptOwnership({}))).toMatchObject({ reason: "offer_void" });
  });
});

describe("taking over", () => {
  it("makes one the owner and leaves the other an administrator", async () => {
    await using world = await testWorld();
    const { owner } = world;
    const heir = await world.aPerson({ role: "BASIC" });
    await owner.call.tenant.offerOwnership({ userId: heir.id });
    expect(await heir.call.tenant.acceptOwnership({})).toEqual({ ownerId: heir.id, formerOwnerId: owner.id });
    expect(await heir.call.tenant.get()).toMatchObject({ owner: { id: heir.id }, ownershipOffer: null });
    expect(await owner.call.account.me()).toMatchObject({
      isOwner: false,
      roles: [{ name: "Administrator" }],
      permissions: expect.arrayContaining([...permissions]) as unknown[],
    });
    expect(await refusalOf(owner.call.tenant.offerOwnership({ userId: owner.id }))).toMatchObject({
      reason: "permission_missing",
    });
    expect(await refusalOf(heir.call.tenant.acceptOwnership({}))).toMatchObject({ reason: "offer_void" });
  });

  it("does not grant an administrator's role twice", async () => {
    await using world = await testWorld();
    const [one, other] = [world.owner, await world.aPerson()];
    for (const [from, to] of [
      [one, other],
      [other, one],
      [one, other],
    ] as const) {
      await from.call.tenant.offerOwnership({ userId: to.id });
      await to.call.tenant.acceptOwnership({});
    }
    expect(await one.call.account.me()).toMatchObject({ isOwner: false, roles: [{ name: "Administrator" }] });
  });

  it("asks both sides for a proof of who they are that is not old", async () => {
    await using world = await testWorld();
    const heir = await world.aPerson();
    await ageProof(world, world.owner, 11);
    const offering = () => world.owner.call.tenant.offerOwnership({ userId: heir.id });
    expect(await refusalOf(offering())).toMatchObject({ code: "FORBIDDEN", reason: "confirmation_required" });
    await ageProof(world, world.owner, 9);
    await offering();
    await ageProof(world, heir, 11);
    expect(await refusalOf(heir.call.tenant.acceptOwnership({}))).toMatchObject({ reason: "confirmation_required" });
    expect(await world.owner.call.tenant.get()).toMatchObject({ owner: { id: world.owner.id } });
  });
});
