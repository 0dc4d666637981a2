import { cascades } from "@portcullis/db/schema/cascades";
import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { refusalOf } from "../testing/refusal.ts";
import { testWorld, type World } from "../testing/world.ts";

/** A cascade that failed too often and waits for a person. */
async function aParkedCascade(world: World) {
  const { admin, user } = await world.aUserWithDevices();
  const id = (await admin.user.deactivate({ id: user.id })).cascade?.id ?? "";
  await world.inScope((tx) =>
    tx
      .update(cascades)
      .set({ status: "failed", attempts: 8, failureReason: "out of luck" })
      .where(and(eq(cascades.tenantId, world.tenantId), eq(cascades.id, id))),
  );
  return { id, user };
}

it("gives the receipt: who, why, when, each device, how long", async () => {
  await using world = await testWorld();
  const { admin, user, laptop, phone } = await world.aUserWithDevices();
  await world.signIn(user.id);
  const { cascade } = await admin.user.deactivate({ id: user.id, reason: "left" });
  const id = cascade?.id ?? "";
  await world.drainCascades();
  const receipt = await admin.cascade.get({ id });
  expect(receipt).toMatchObject({
    status: "done",
    reason: "left",
    sessionsEnded: 1,
    requestedBy: { id: world.admin.id },
    user: { id: user.id },
  });
  expect(receipt.elapsedMs).toBeGreaterThanOrEqual(0);
  const lines = await admin.cascade.devices({ id });
  expect(lines.items.map((line) => line.deviceId).toSorted()).toEqual([laptop.id, phone.id].toSorted());
});

it("lists by user and by status", async () => {
  await using world = await testWorld();
  const { admin, user } = await world.aUserWithDevices();
  await admin.user.deactivate({ id: user.id });
  await admin.user.reactivate({ id: user.id });
  await world.drainCascades();
  const list = await admin.cascade.list({ userId: user.id });
  expect(list.items.map((cascade) => [cascade.kind, cascade.status])).toEqual([
    ["reactivate", "done"],
    ["deactivate", "superseded"],
  ]);
  expect((await admin.cascade.list({ status: ["running"] })).items).toEqual([]);
});

it("retries a parked cascade, which then finishes; asked twice it is a conflict", async () => {
  await using world = await testWorld();
  const { id, user } = await aParkedCascade(world);
  const { call } = world.admin;
  expect(await call.cascade.get({ id })).toMatchObject({
    status: "failed",
    failureReason: "Something went wrong on our side.",
  });
  expect(await call.cascade.retry({ id })).toMatchObject({ status: "running", attempts: 0, failureReason: null });
  expect(await refusalOf(call.cascade.retry({ id }))).toMatchObject({ code: "CONFLICT", reason: "cascade_not_failed" });
  await world.drainCascades();
  expect((await call.user.get({ id: user.id })).cascade).toMatchObject({ status: "done", devicesDone: 2 });
});

it("does not retry without user:deactivate", async () => {
  await using world = await testWorld();
  const { id } = await aParkedCascade(world);
  const auditor = await world.aPerson({ role: "AUDITOR" });
  expect(await refusalOf(auditor.call.cascade.retry({ id }))).toMatchObject({ reason: "permission_missing" });
});
