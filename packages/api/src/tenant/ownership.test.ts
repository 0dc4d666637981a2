import { ownershipOffers } from "@portcullis/db/schema/ownership-offers";
import { sessions } from "@portcullis/db/schema/sessions";
import { permissions } from "@portcullis/domain/permission";
import { toTimestamp } from "@portcullis/domain/timestamp";
import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import type { TestPerson } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";
import type { TestTenant } from "../testing/tenant.ts";

const dayMs = 86_400_000;

/** The proof of who somebody is was so long ago. */
const ageProof = (tenant: TestTenant, person: TestPerson, minutes: number) =>
  tenant.inScope((tx) =>
    tx
      .update(sessions)
      .set({ confirmedAt: toTimestamp(Date.now() - minutes * 60_000) })
      .where(eq(sessions.id, person.sessionId)),
  );

describe("an offer of ownership", () => {
  it("is shown to the owner and to whom it is made, for seven days", async () => {
    await using fixture = await openFixture();
    const recipient = await fixture.aPerson();
    const { ownershipOffer } = await fixture.owner.call.tenant.offerOwnership({ userId: recipient.id });
    expect(ownershipOffer).toMatchObject({ to: { id: recipient.id } });
    const lasts = Date.parse(ownershipOffer?.expiresAt ?? "") - Date.parse(ownershipOffer?.createdAt ?? "");
    expect(lasts).toBe(7 * dayMs);
    expect((await recipient.call.account.me()).ownershipOffer).toEqual({
      by: expect.objectContaining({ id: fixture.owner.id }) as object,
      expiresAt: ownershipOffer?.expiresAt,
    });
    expect((await fixture.owner.call.account.me()).ownershipOffer).toBeNull();
  });

  it("is the owner's alone to make, to somebody active of the same tenant who is not themselves", async () => {
    await using fixture = await openFixture();
    const other = await fixture.aTenant();
    const almighty = await fixture.aPerson({ permissions });
    const offer = (by: TestPerson, userId: string) => refusalOf(by.call.tenant.offerOwnership({ userId }));
    expect(await offer(almighty, almighty.id)).toMatchObject({ code: "FORBIDDEN", reason: "permission_missing" });
    expect(await offer(fixture.owner, fixture.owner.id)).toMatchObject({ reason: "self_protected" });
    expect(await offer(fixture.owner, other.owner.id)).toMatchObject({ code: "NOT_FOUND" });
    for (const status of ["pending", "inactive"] as const) {
      const { id } = await fixture.aUser({ status });
      expect(await offer(fixture.owner, id)).toMatchObject({ code: "CONFLICT", reason: "user_not_active" });
    }
    expect(await fixture.owner.call.tenant.get()).toMatchObject({ ownershipOffer: null });
  });

  it("to somebody else takes the place of the one before, and the first can accept nothing", async () => {
    await using fixture = await openFixture();
    const [first, second] = [await fixture.aPerson(), await fixture.aPerson()];
    await fixture.owner.call.tenant.offerOwnership({ userId: first.id });
    await fixture.owner.call.tenant.offerOwnership({ userId: second.id });
    expect(await refusalOf(first.call.tenant.acceptOwnership({}))).toMatchObject({ reason: "offer_void" });
    expect(await second.call.tenant.acceptOwnership({})).toMatchObject({ ownerId: second.id });
  });

  it("is taken back by the owner or declined by the other, once, and by nobody else", async () => {
    await using fixture = await openFixture();
    const recipient = await fixture.aPerson();
    const almighty = await fixture.aPerson({ permissions });
    for (const who of [fixture.owner, recipient]) {
      await fixture.owner.call.tenant.offerOwnership({ userId: recipient.id });
      expect(await refusalOf(almighty.call.tenant.cancelOffer({}))).toMatchObject({ reason: "offer_void" });
      expect(await who.call.tenant.cancelOffer({})).toEqual({ ended: true });
      expect(await fixture.owner.call.tenant.cancelOffer({})).toEqual({ ended: false });
      expect(await refusalOf(recipient.call.tenant.acceptOwnership({}))).toMatchObject({ reason: "offer_void" });
      expect((await recipient.call.account.me()).ownershipOffer).toBeNull();
    }
  });

  it("ends after its time, and makes room for a new one", async () => {
    await using fixture = await openFixture();
    const recipient = await fixture.aPerson();
    await fixture.owner.call.tenant.offerOwnership({ userId: recipient.id });
    await fixture.inScope((tx) => tx.update(ownershipOffers).set({ expiresAt: sql`now()` }));
    expect(await refusalOf(recipient.call.tenant.acceptOwnership({}))).toMatchObject({ reason: "offer_void" });
    expect((await recipient.call.account.me()).ownershipOffer).toBeNull();
    expect(await fixture.owner.call.tenant.get()).toMatchObject({ ownershipOffer: null });
    await fixture.owner.call.tenant.offerOwnership({ userId: recipient.id });
    expect(await recipient.call.tenant.acceptOwnership({})).toMatchObject({ ownerId: recipient.id });
  });

  it("ends with the access of whom it was made to, also when they come back", async () => {
    await using fixture = await openFixture();
    const recipient = await fixture.aUser();
    await fixture.owner.call.tenant.offerOwnership({ userId: recipient.id });
    await fixture.admin.call.user.deactivate({ id: recipient.id });
    await fixture.admin.call.user.reactivate({ id: recipient.id });
    const returned = await fixture.signIn(recipient.id);
    expect(await refusalOf(returned.call.tenant.acceptOwnership({}))).toMatchObject({ reason: "offer_void" });
  });
});

describe("taking over", () => {
  it("makes one the owner and leaves the other an administrator", async () => {
    await using fixture = await openFixture();
    const { owner } = fixture;
    const recipient = await fixture.aPerson({ role: "BASIC" });
    await owner.call.tenant.offerOwnership({ userId: recipient.id });
    expect(await recipient.call.tenant.acceptOwnership({})).toEqual({ ownerId: recipient.id, formerOwnerId: owner.id });
    expect(await recipient.call.tenant.get()).toMatchObject({ owner: { id: recipient.id }, ownershipOffer: null });
    expect(await owner.call.account.me()).toMatchObject({
      isOwner: false,
      roles: [{ name: "Administrator" }],
      permissions: expect.arrayContaining([...permissions]) as unknown[],
    });
    expect(await refusalOf(owner.call.tenant.offerOwnership({ userId: owner.id }))).toMatchObject({
      reason: "permission_missing",
    });
    expect(await refusalOf(recipient.call.tenant.acceptOwnership({}))).toMatchObject({ reason: "offer_void" });
  });

  it("does not grant an administrator's role twice", async () => {
    await using fixture = await openFixture();
    const [one, other] = [fixture.owner, await fixture.aPerson()];
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
    await using fixture = await openFixture();
    const recipient = await fixture.aPerson();
    await ageProof(fixture, fixture.owner, 11);
    const offering = () => fixture.owner.call.tenant.offerOwnership({ userId: recipient.id });
    expect(await refusalOf(offering())).toMatchObject({ code: "FORBIDDEN", reason: "confirmation_required" });
    await ageProof(fixture, fixture.owner, 9);
    await offering();
    await ageProof(fixture, recipient, 11);
    expect(await refusalOf(recipient.call.tenant.acceptOwnership({}))).toMatchObject({
      reason: "confirmation_required",
    });
    expect(await fixture.owner.call.tenant.get()).toMatchObject({ owner: { id: fixture.owner.id } });
  });
});
