import { sessions } from "@portcullis/db/schema/sessions";
import { toTimestamp } from "@portcullis/domain/timestamp";
import { eq } from "drizzle-orm";
import postgres from "postgres";
import { expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import type { TestPerson } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";

const reason = "Found on a train";

const ageProof = (fixture: Fixture, person: TestPerson) =>
  fixture.inScope((tx) =>
    tx
      .update(sessions)
      .set({ confirmedAt: toTimestamp(Date.now() - 11 * 60_000) })
      .where(eq(sessions.id, person.sessionId)),
  );

it("lets whoever may switch off devices switch off the owner's, who is told by mail, in the log and on every page", async () => {
  await using fixture = await openFixture();
  const support = await fixture.aPerson({ role: "SUPPORT" });
  const { id, name } = await fixture.aDevice(fixture.owner.id);
  expect(await support.call.device.deactivate({ id, reason })).toMatchObject({ active: false, cause: "admin" });
  expect(fixture.mailer.sent).toMatchObject([
    { subject: expect.stringContaining(name) as string, text: expect.stringContaining(reason) as string },
  ]);
  const { items } = await fixture.owner.call.audit.list({ targetId: id });
  expect(items).toMatchObject([{ action: "device.deactivated", actor: { id: support.id }, details: { reason } }]);
  const { devicesSwitchedOffByOthers: switchedOff } = await fixture.owner.call.account.me();
  expect(switchedOff).toMatchObject([{ deviceId: id, name, by: "Ada", reason }]);
  expect((await support.call.account.me()).devicesSwitchedOffByOthers).toEqual([]);

  expect(await refusalOf(support.call.device.reactivate({ id }))).toMatchObject({ reason: "owner_protected" });
  await fixture.owner.call.device.reactivate({ id });
  expect((await fixture.owner.call.account.me()).devicesSwitchedOffByOthers).toEqual([]);
});

it("asks for a fresh proof and a reason, of nobody but those who act on the owner", async () => {
  await using fixture = await openFixture();
  const { id } = await fixture.aDevice(fixture.owner.id);
  const ask = (input: { reason?: string }) => refusalOf(fixture.admin.call.device.deactivate({ id, ...input }));
  expect(await ask({})).toMatchObject({ code: "BAD_REQUEST", reason: "input_invalid", field: "reason" });
  expect(await ask({ reason: " " })).toMatchObject({ code: "BAD_REQUEST", field: "reason" });
  await ageProof(fixture, fixture.admin);
  expect(await ask({ reason })).toMatchObject({ code: "FORBIDDEN", reason: "confirmation_required" });
  expect(await fixture.owner.call.device.get({ id })).toMatchObject({ active: true });
  const { id: other } = await fixture.aDevice((await fixture.aUser()).id);
  expect(await fixture.admin.call.device.deactivate({ id: other })).toMatchObject({ active: false });
  expect(await fixture.owner.call.device.deactivate({ id })).toMatchObject({ active: false });
  expect(fixture.mailer.sent).toEqual([]);
});

it("stops after three within a day, whoever asks and however many at once", async () => {
  await using fixture = await openFixture();
  const ids = await Promise.all(Array.from({ length: 6 }, async () => (await fixture.aDevice(fixture.owner.id)).id));
  const other = await fixture.aPerson({ role: "ADMIN" });
  const asked = await Promise.allSettled(
    ids.map((id, n) => (n % 2 ? other : fixture.admin).call.device.deactivate({ id, reason })),
  );
  expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  expect(fixture.mailer.sent).toHaveLength(3);
  const left = ids.find((_, n) => asked[n]?.status === "rejected") ?? "";
  expect(await refusalOf(other.call.device.deactivate({ id: left, reason }))).toMatchObject({
    code: "FORBIDDEN",
    reason: "owner_protected",
    message: expect.stringContaining("3 devices") as string,
  });
  const schemaOwner = postgres(fixture.ownerUrl, { max: 1, onnotice: () => {} });
  await schemaOwner`update audit_events set at = at - interval '25 hours' where action = 'device.deactivated'`;
  await schemaOwner.end();
  expect(await other.call.device.deactivate({ id: left, reason })).toMatchObject({ active: false });
});
