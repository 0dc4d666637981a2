import { cascades } from "@portcullis/db/schema/cascades";
import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

/** A cascade that failed too often and waits for a person. */
async function aParkedCascade(fixture: Fixture) {
  const { admin, user } = await fixture.aUserWithDevices();
  const id = (await admin.user.deactivate({ id: user.id })).cascade?.id ?? "";
  await fixture.inScope((tx) =>
    tx
      .update(cascades)
      .set({ status: "failed", attempts: 8, failureReason: "out of luck" })
      .where(and(eq(cascades.tenantId, fixture.tenantId), eq(cascades.id, id))),
  );
  return { id, user };
}

it("gives the receipt: who, why, when, each device, how long", async () => {
  await using fixture = await openFixture();
  const { admin, user, laptop, phone } = await fixture.aUserWithDevices();
  await fixture.signIn(user.id);
  const { cascade } = await admin.user.deactivate({ id: user.id, reason: "left" });
  const id = cascade?.id ?? "";
  await fixture.drainCascades();
  const receipt = await admin.cascade.get({ id });
  expect(receipt).toMatchObject({
    status: "done",
    reason: "left",
    sessionsEnded: 1,
    requestedBy: { id: fixture.admin.id },
    user: { id: user.id },
  });
  expect(receipt.elapsedMs).toBeGreaterThanOrEqual(0);
  const lines = await admin.cascade.devices({ id });
  expect(lines.items.map((line) => line.deviceId).toSorted()).toEqual([laptop.id, phone.id].toSorted());
});

it("lists by user and by status", async () => {
  await using fixture = await openFixture();
  const { admin, user } = await fixture.aUserWithDevices();
  await admin.user.deactivate({ id: user.id });
  await admin.user.reactivate({ id: user.id });
  await fixture.drainCascades();
  const list = await admin.cascade.list({ userId: user.id });
  expect(list.items.map((cascade) => [cascade.kind, cascade.status])).toEqual([
    ["reactivate", "done"],
    ["deactivate", "superseded"],
  ]);
  expect((await admin.cascade.list({ status: ["running"] })).items).toEqual([]);
});

it("retries a parked cascade, which then finishes; asked twice it is a conflict", async () => {
  await using fixture = await openFixture();
  const { id, user } = await aParkedCascade(fixture);
  const { call } = fixture.admin;
  expect(await call.cascade.get({ id })).toMatchObject({
    status: "failed",
    failureReason: "Something went wrong on our side.",
  });
  expect(await call.cascade.retry({ id })).toMatchObject({ status: "running", attempts: 0, failureReason: null });
  expect(await refusalOf(call.cascade.retry({ id }))).toMatchObject({ code: "CONFLICT", reason: "cascade_not_failed" });
  await fixture.drainCascades();
  expect((await call.user.get({ id: user.id })).cascade).toMatchObject({ status: "done", devicesDone: 2 });
});

it("does not retry without user:deactivate", async () => {
  await using fixture = await openFixture();
  const { id } = await aParkedCascade(fixture);
  const auditor = await fixture.aPerson({ role: "AUDITOR" });
  expect(await refusalOf(auditor.call.cascade.retry({ id }))).toMatchObject({ reason: "permission_missing" });
});
