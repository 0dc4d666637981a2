import { expect, it } from "vitest";
import { ada, anEvent, grace, idOf, laptop } from "#features/audit/testing/an-event.ts";
import { translator } from "#i18n/translator.ts";
import { fieldChanges, identityLines, switchedDevices } from "./event-details-text.ts";

const t = translator();

it("shows what a field was and what it became, in words", () => {
  const event = anEvent({
    changed: ["lastName", "image"],
    details: { before: { lastName: "Byron", image: null }, after: { lastName: "Lovelace", image: "/faces/1.png" } },
  });
  expect(fieldChanges(t, event)).toEqual([
    { field: "Last name", before: "Byron", after: "Lovelace" },
    { field: "Image", before: null, after: "/faces/1.png" },
  ]);
});

it("says nothing of fields whose values were never kept or are erased", () => {
  expect(fieldChanges(t, anEvent({ changed: ["status"], details: { reason: "Left." } }))).toEqual([]);
  expect(fieldChanges(t, anEvent({ changed: ["lastName"], details: null }))).toEqual([]);
});

it("shows rules for devices in words", () => {
  const linux = { platform: "linux", checks: ["firewall", "diskEncryption"], minimumVersion: null };
  const macos = { platform: "macos", checks: [], minimumVersion: "15.1" };
  const details = { before: { rules: [] }, after: { rules: [linux, macos] } };
  expect(fieldChanges(t, anEvent({ changed: ["rules"], details }))).toEqual([
    { field: "Rules", before: null, after: "Linux (firewall, disk encryption), macOS (at least 15.1)" },
  ]);
});

const identity = {
  actorEmail: "grace@acme.test",
  targetEmail: "ada@acme.test",
  subjectEmail: "ada@acme.test",
  publicKey: null,
  addresses: [],
};

it("names people by e-mail and id, each once", () => {
  expect(identityLines(t, anEvent({ identity }))).toEqual([
    { term: "By", value: `grace@acme.test · ${grace.id}` },
    { term: "Person", value: `ada@acme.test · ${ada.id}` },
    { term: "Entry", value: idOf(100) },
  ]);
  const ofOneself = anEvent({ target: grace, subject: { id: grace.id, name: grace.name }, identity });
  expect(identityLines(t, ofOneself).map(({ term }) => term)).toEqual(["By", "Entry"]);
});

it("names a device by key and addresses, and its user", () => {
  const key = "DgDVunjXHJLxNrDspgsG2OnC/TQ9edjuC1mnyG9/3FQ=";
  const event = anEvent({
    action: "device.deactivated",
    target: laptop,
    identity: { ...identity, targetEmail: null, publicKey: key, addresses: ["100.64.0.9/32", "fd00::9/128"] },
  });
  expect(identityLines(t, event)).toEqual([
    { term: "By", value: `grace@acme.test · ${grace.id}` },
    { term: "Device", value: `${key} · 100.64.0.9/32 · fd00::9/128 · ${laptop.id}` },
    { term: "Person", value: `ada@acme.test · ${ada.id}` },
    { term: "Entry", value: idOf(100) },
  ]);
});

it("counts the devices that a change of a person switched", () => {
  const render = (change: Parameters<typeof anEvent>[0]) => switchedDevices(t, anEvent(change));
  expect(render({ devicesSwitched: 1200 })).toBe("The worker switched off 1,200 devices.");
  expect(render({ action: "user.reactivated", devicesSwitched: 1 })).toBe("The worker switched on again 1 device.");
  expect(render({ devicesSwitched: 0 })).toBeNull();
  expect(render({ action: "user.updated", devicesSwitched: null })).toBeNull();
});
