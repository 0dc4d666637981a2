import type { AuditEvent } from "@portcullis/domain/audit";
import { auditActions } from "@portcullis/domain/audit-action";
import { describe, expect, it } from "vitest";
import { ada, anEvent, erased, grace, idOf, laptop, worker } from "#features/audit/testing/an-event.ts";
import { translator } from "#i18n/translator.ts";
import { eventSentence, foldRuns, runSentence } from "./event-sentence.ts";
import { phraseText } from "./phrase.ts";

const t = translator();

const render = (change: Parameters<typeof anEvent>[0]) => phraseText(eventSentence(t, anEvent(change)));
const session = { kind: "session", id: idOf(5), name: null } as const;
const gone = { ...laptop, name: null };

describe("eventSentence", () => {
  it.each([
    [{}, "Grace Hopper deactivated Ada Lovelace"],
    [{ action: "user.updated" }, "Grace Hopper edited the profile of Ada Lovelace"],
    [{ action: "user.updated", actor: ada }, "Ada Lovelace edited their own profile"],
    [{ action: "user.signed_in", actor: ada }, "Ada Lovelace signed in"],
    [{ action: "user.sign_in_failed", actor: { ...ada, id: null, name: null } }, "A sign-in as Ada Lovelace failed"],
    [
      { action: "user.sign_in_failed", target: { ...ada, id: null, name: null }, subject: null },
      "A sign-in with an unknown e-mail failed",
    ],
    [{ action: "session.revoked", target: session }, "Grace Hopper ended a session of Ada Lovelace"],
    [{ action: "session.revoked", target: session, actor: ada }, "Ada Lovelace ended a session of their own"],
    [{ action: "device.registered", target: laptop }, "Grace Hopper added the device laptop for Ada Lovelace"],
    [{ action: "device.registered", target: laptop, actor: ada }, "Ada Lovelace added the device laptop"],
    [
      { action: "device.deactivated", target: laptop, actor: worker },
      "The worker switched off the device laptop of Ada Lovelace",
    ],
    [
      { action: "device.removed", target: gone, details: { before: { name: "old phone" } } },
      "Grace Hopper removed the device old phone of Ada Lovelace",
    ],
    [{ action: "device.removed", target: gone }, "Grace Hopper removed a device 00000004 of Ada Lovelace"],
    [
      {
        action: "device.posture_changed",
        target: laptop,
        actor: { ...laptop, kind: "device" },
        details: { after: { compliance: "non_compliant" } },
      },
      "A report of the device laptop of Ada Lovelace shows that it does not comply with the rules",
    ],
    [
      {
        action: "device.posture_changed",
        target: laptop,
        actor: worker,
        details: { before: { compliance: "compliant" }, after: { compliance: "unknown" } },
      },
      "The last posture report of the device laptop of Ada Lovelace expired",
    ],
    [
      {
        action: "bulk.started",
        target: { kind: "bulk", id: idOf(7), name: null },
        details: { after: { action: { verb: "user.deactivate" }, total: 30 } },
      },
      "Grace Hopper started the bulk operation “Deactivate 30 people”",
    ],
    [
      { action: "bulk.approved", target: { kind: "bulk", id: idOf(7), name: null } },
      "Grace Hopper approved a bulk operation",
    ],
    [
      { action: "tenant.created", actor: { kind: "operator", id: null, name: null }, target: { ...ada, name: "Acme" } },
      "The operator created the tenant Acme",
    ],
    [
      { action: "tenant.ownership_offer_cancelled", target: ada, actor: grace },
      "Grace Hopper withdrew the offer of ownership to Ada Lovelace",
    ],
    [{ action: "tenant.ownership_offer_cancelled", target: ada, actor: ada }, "Ada Lovelace declined the ownership"],
    [
      { action: "tenant.ownership_transferred", target: grace, actor: grace },
      "Grace Hopper took over ownership from Ada Lovelace",
    ],
  ] as const)("tells %j", (change, sentence) => {
    expect(render({ ...change })).toBe(sentence);
  });

  it("calls the erased deleted, by the end of their id, and leads to their audit log", () => {
    const change = { actor: erased, target: erased, subject: erased };
    expect(render({ ...change, action: "user.updated" })).toBe("A deleted person 00000003 edited their own profile");
    expect(render({ ...change, actor: grace, action: "user.deleted" })).toBe("Grace Hopper deleted a person 00000003");
    expect(eventSentence(t, anEvent({ actor: erased }))[0]).toMatchObject({ href: `/activity?target=${erased.id}` });
  });

  it("leads to the page of the living, and to that of a device", () => {
    const names = eventSentence(t, anEvent({ action: "device.renamed", target: laptop })).filter(
      (part) => typeof part !== "string",
    );
    expect(names.map(({ href }) => href)).toEqual([`/users/${grace.id}`, `/devices/${laptop.id}`, `/users/${ada.id}`]);
  });

  it.each(auditActions)("finds words for %s, whatever is erased", (action) => {
    expect(render({ action })).toMatch(/^[A-Z].*[a-z]$/);
    const nameless = { actor: erased, target: { ...erased, name: null }, subject: null, details: null };
    expect(render({ action, ...nameless })).not.toMatch(/null|undefined|\s{2}/);
  });
});

const off = (n: number, change: Parameters<typeof anEvent>[0] = {}) =>
  anEvent({
    id: idOf(n),
    action: "device.deactivated",
    actor: worker,
    target: { ...laptop, id: idOf(n) },
    cascadeId: idOf(9),
    ...change,
  });
const sizes = (events: Parameters<typeof foldRuns>[0]) => foldRuns(events).map((run) => run.length);

it("folds the devices of one change into one deed", () => {
  expect(sizes([off(12), off(11), off(10), anEvent()])).toEqual([3, 1]);
});

it("does not fold across changes, people, actors or hours", () => {
  expect(sizes([off(11), off(10, { cascadeId: idOf(8) })])).toEqual([1, 1]);
  expect(sizes([off(11), off(10, { subject: { id: grace.id, name: grace.name } })])).toEqual([1, 1]);
  expect(sizes([off(11), off(10, { actor: grace })])).toEqual([1, 1]);
  expect(sizes([off(11), off(10, { at: "2026-11-24T09:00:00.000Z" })])).toEqual([1, 1]);
});

it("folds an import of many people, but never what has a reason or values of its own", () => {
  const created = { action: "user.created", actor: { kind: "operator", id: null, name: null } } as const;
  expect(sizes([anEvent(created), anEvent({ ...created, subject: { id: grace.id, name: grace.name } })])).toEqual([2]);
  expect(sizes([anEvent(), anEvent()])).toEqual([1, 1]);
  expect(sizes([anEvent({ action: "device.renamed" }), anEvent({ action: "device.renamed" })])).toEqual([1, 1]);
});

it("counts in the sentence, and says where the page may hold only some", () => {
  const phrase = (event: AuditEvent, count: number, isPart: boolean) =>
    phraseText(runSentence(t, event, count, isPart));
  expect(phrase(off(10), 1200, false)).toBe("The worker switched off 1,200 devices of Ada Lovelace");
  expect(phrase(off(10), 50, true)).toBe("The worker switched off at least 50 devices of Ada Lovelace");
  expect(phrase(off(10, { action: "session.revoked", actor: ada }), 3, false)).toBe(
    "Ada Lovelace ended 3 sessions of their own",
  );
});
