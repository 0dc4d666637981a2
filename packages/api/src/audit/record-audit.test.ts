import { type AuditEntry, recordAudit } from "@portcullis/db/audit";
import { provesDetails } from "@portcullis/db/audit-proof";
import { newId } from "@portcullis/db/ids";
import { auditDetails, auditEvents } from "@portcullis/db/schema/audit";
import type { TenantTx } from "@portcullis/db/tenant";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

function anEntry(more: Partial<AuditEntry> = {}): AuditEntry {
  const target = { kind: "user", id: newId() } as const;
  return { action: "user.updated", actor: { kind: "user", id: fixture.admin.id }, target, ...more };
}

const eventsOf = (entry: AuditEntry) => (tx: TenantTx) =>
  tx
    .select()
    .from(auditEvents)
    .leftJoin(auditDetails, eq(auditDetails.eventId, auditEvents.id))
    .where(eq(auditEvents.targetId, entry.target.id ?? ""));

it("writes who, what, about whom and which fields; values apart, sealed", async () => {
  const subjectId = newId();
  const details = { before: { firstName: "Ada" }, after: { firstName: "Grace" } };
  const entry = anEntry({ subjectId, changed: ["firstName"], details });
  const [row] = await fixture.inScope(async (tx) => {
    await recordAudit(tx, entry);
    return eventsOf(entry)(tx);
  });
  expect(row?.audit_events).toMatchObject({
    tenantId: fixture.tenantId,
    action: "user.updated",
    actorKind: "user",
    actorId: fixture.admin.id,
    targetKind: "user",
    subjectId,
    cascadeId: null,
    changed: ["firstName"],
  });
  expect(row?.audit_details).toMatchObject({ subjectId, details });
  const { salt = Buffer.alloc(0), details: kept = {} } = row?.audit_details ?? {};
  expect(provesDetails(row?.audit_events.detailsHash ?? salt, salt, kept)).toBe(true);
  expect(JSON.stringify(row?.audit_events)).not.toMatch(/Ada|Grace/);
});

it("still holds the event, and its seal, once the details are erased", async () => {
  const entry = anEntry({ details: { reason: "left the company" } });
  await fixture.inScope((tx) => recordAudit(tx, entry));
  const [row] = await fixture.inScope(async (tx) => {
    await tx.delete(auditDetails);
    return eventsOf(entry)(tx);
  });
  expect(row?.audit_details).toBeNull();
  expect(row?.audit_events.detailsHash).toHaveLength(33);
});

it("seals nothing where there is nothing to seal", async () => {
  const entry = anEntry();
  const [row] = await fixture.inScope(async (tx) => {
    await recordAudit(tx, entry);
    return eventsOf(entry)(tx);
  });
  expect([row?.audit_events.detailsHash, row?.audit_events.changed, row?.audit_details]).toEqual([null, [], null]);
});

it("falls with what it records", async () => {
  const entry = anEntry();
  const undone = fixture.inScope(async (tx) => {
    await recordAudit(tx, entry);
    throw new Error("rolled back");
  });
  await expect(undone).rejects.toThrow("rolled back");
  expect(await fixture.inScope(eventsOf(entry))).toEqual([]);
});

it("fails what it records where it cannot be written", async () => {
  const user = await fixture.aUser({ firstName: "Ada" });
  const unrecordable = anEntry({ target: { kind: "user", id: "no id" } });
  const change = fixture.inScope(async (tx) => {
    await tx.execute(`update users set first_name = 'Grace' where id = '${user.id}'`);
    await recordAudit(tx, unrecordable);
  });
  await expect(change).rejects.toThrow();
  expect((await fixture.owner.call.user.get({ id: user.id })).firstName).toBe("Ada");
});
