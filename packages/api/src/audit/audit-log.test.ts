import { softwareAuthenticator } from "@portcullis/auth/testing/authenticator";
import { stepCode } from "@portcullis/auth/testing/step-code";
import { auditDetails, auditEvents } from "@portcullis/db/schema/audit";
import { and, eq, gt } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { procedures } from "../kernel/list-procedures.ts";
import { changes } from "../testing/audit-log/changes.ts";
import { callByPath } from "../testing/call-by-path.ts";
import { addPasskey, addTotp } from "../testing/factors.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { givePassword, oldPassword } from "../testing/passwords.ts";
import { type TestPerson, testUrl } from "../testing/person.ts";
import { aPicture } from "../testing/picture.ts";
import { samplesWith } from "../testing/sample-inputs.ts";
import { sampleRows, withoutConditions } from "../testing/sample-rows.ts";

/** They change nobody. */
const previews = new Set(["bulk.preview", "bulk.undo"]);
/** What somebody with a permission changes. What people do to their own account, and agents and devices, is in the tests of each. */
const audited = procedures.filter(
  ({ path, type, access }) => type === "mutation" && ("permission" in access || "own" in access) && !previews.has(path),
);
/** They give a new secret with each call. */
const anew = new Set(["gateway.rotate", "device.makePostureToken"]);
const detailed = Object.keys(changes);

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

  it.each(audited)("has the entry of its use-case for $path, once", async ({ path, audit }) => {
    const ids = await sampleRows(fixture);
    const sample = withoutConditions(samplesWith(ids)[path] ?? {});
    const { call, id } = await fixture.signIn(fixture.owner.id);
    const before = await newest();
    await callByPath(call, path, sample);
    const left = await eventsAfter(before);
    for (const { event } of left) expect(event).toMatchObject({ actorKind: "user", actorId: id });
    // Those who lose a group have entries of their own.
    expect(left.filter(({ event }) => event.action === audit)).toHaveLength(1);
    // Asked again: a conflict or nobody to be found for some, the same answer for the others.
    await callByPath(call, path, sample).catch(() => undefined);
    expect(await eventsAfter(before)).toHaveLength(left.length + (anew.has(path) ? 1 : 0));
  });

  it.each(detailed)("has one event of %s: who, what, which fields, and nothing personal", async (path) => {
    const change = await changes[path]?.(fixture);
    if (!change) throw new Error(`Nobody says what ${path} leaves.`);
    const before = await newest();
    await change.ask();
    const [row, ...more] = await eventsAfter(before);
    expect(more).toEqual([]);
    expect(procedures.find((procedure) => procedure.path === path)?.audit).toBe(change.action);
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

  it.each(detailed)("has no second event of %s that is asked again", async (path) => {
    const change = await changes[path]?.(fixture);
    await change?.ask();
    const before = await newest();
    // A conflict or nobody to be found for some, the same answer for the others.
    await change?.ask().catch(() => undefined);
    expect(await eventsAfter(before)).toEqual([]);
  });

  type Prepare = (person: TestPerson) => Promise<() => Promise<unknown>>;
  const image = async () => ({ data: (await aPicture("png")).toString("base64") });
  /** What people do to their own account: each prepared, then done. */
  const own: Readonly<Record<string, Prepare>> = {
    "account.update": ({ call }) => Promise.resolve(() => call.account.update({ firstName: "Grace" })),
    "account.setImage": async ({ call }) => {
      const picture = await image();
      return () => call.account.setImage(picture);
    },
    "account.removeImage": async ({ call }) => {
      await call.account.setImage(await image());
      return () => call.account.removeImage();
    },
    "account.changePassword": async ({ id, call }) => {
      await givePassword(fixture, id);
      const newPassword = "another horse battery staple";
      return () => call.account.changePassword({ currentPassword: oldPassword, newPassword });
    },
    "account.signOutEverywhere": ({ call }) => Promise.resolve(() => call.account.signOutEverywhere()),
    "account.addPasskey": async ({ call }) => {
      const response = softwareAuthenticator(testUrl).create(await call.account.passkeyOptions());
      return () => call.account.addPasskey({ response, name: "Key" });
    },
    "account.removePasskey": async (person) => {
      await addPasskey(person);
      const [passkey] = (await person.call.account.security()).passkeys;
      return () => person.call.account.removePasskey({ id: passkey?.id ?? "" });
    },
    "account.confirmTotp": async ({ call }) => {
      const { secret } = await call.account.beginTotp();
      return () => call.account.confirmTotp({ code: stepCode(secret, -1) });
    },
    "account.removeTotp": async (person) => {
      await addTotp(person);
      return () => person.call.account.removeTotp();
    },
    "account.renewRecoveryCodes": async (person) => {
      await addTotp(person);
      return () => person.call.account.renewRecoveryCodes();
    },
  };

  it("is tried for everything that people do to their own account and that is audited", () => {
    const paths = procedures.filter(({ path, audit }) => path.startsWith("account.") && audit).map(({ path }) => path);
    expect(Object.keys(own).toSorted()).toEqual(paths);
  });

  it.each(Object.entries(own))(
    "has the entry of its use-case for %s, by oneself and about oneself",
    async (path, prepare) => {
      const person = await fixture.aPerson({ role: "BASIC" });
      const act = await prepare(person);
      const before = await newest();
      await act();
      const left = (await eventsAfter(before)).map(({ event }) => event);
      const audit = procedures.find((procedure) => procedure.path === path)?.audit;
      expect(left.map(({ action, actorId, subjectId }) => ({ action, actorId, subjectId }))).toEqual([
        { action: audit, actorId: person.id, subjectId: person.id },
      ]);
    },
  );
});
