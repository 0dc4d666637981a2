import { auditDetails, auditEvents } from "@portcullis/db/schema/audit";
import { and, eq, gt } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changes } from "../testing/audit-log/changes.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { mutationPaths } from "../testing/mutations.ts";

/**
 * These end sessions, leave an event with each call, come after the reply, or change nothing: what people do to their own
 * account, what a link opens and what an agent or a device does, is watched in the tests of each.
 */
const elsewhere =
  /^(account|agent|signIn|passwordReset)\.|^(invitation\.inspect|user\.resetPassword|gateway\.rotate|device\.(makePostureToken|reportPosture))$/;
const watchedPaths = mutationPaths.filter((path) => !elsewhere.test(path));

describe("the audit log", () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await openFixture();
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  /** The rows since an event, as they are stored. */
  const eventsAfter = (id: string) =>
    fixture.inScope((tx) =>
      tx
        .select({ event: auditEvents, details: auditDetails.details })
        .from(auditEvents)
        .leftJoin(auditDetails, eq(auditDetails.eventId, auditEvents.id))
        .where(and(eq(auditEvents.tenantId, fixture.tenantId), gt(auditEvents.id, id)))
        .orderBy(auditEvents.id),
    );
  const none = "00000000-0000-0000-0000-000000000000";
  const newest = async () => (await eventsAfter(none)).at(-1)?.event.id ?? none;

  it("is watched for every mutation", () => {
    expect(Object.keys(changes).toSorted()).toEqual(watchedPaths);
  });

  it.each(watchedPaths)("has one event of %s: who, what, which fields, and nothing personal", async (path) => {
    const change = await changes[path]?.(fixture);
    if (!change) throw new Error(`Nobody says what ${path} leaves.`);
    const before = await newest();
    await change.ask();
    const [row, ...more] = await eventsAfter(before);
    expect(more).toEqual([]);
    expect(row?.event).toMatchObject({
      action: change.action,
      actorKind: "user",
      actorId: change.actorId ?? fixture.admin.id,
      targetKind: change.target.kind,
      ...(change.target.id && { targetId: change.target.id }),
      subjectId: change.subjectId,
      changed: [...(change.changed ?? [])],
    });
    expect(row?.details).toEqual(change.details ?? null);
    for (const value of change.personal ?? []) expect(JSON.stringify(row?.event)).not.toContain(value);
  });

  it.each(watchedPaths)("has no second event of %s that is asked again", async (path) => {
    const change = await changes[path]?.(fixture);
    await change?.ask();
    const before = await newest();
    // A conflict or nobody to be found for some, the same answer for the others.
    await change?.ask().catch(() => undefined);
    expect(await eventsAfter(before)).toEqual([]);
  });
});
