import { expect, it } from "vitest";
import { ada, anEvent, grace, idOf, laptop } from "#features/audit/testing/an-event.ts";
import { identityLines } from "./identity-lines.ts";

const identity = {
  actorEmail: "grace@acme.test",
  targetEmail: "ada@acme.test",
  subjectEmail: "ada@acme.test",
  publicKey: null,
  addresses: [],
};

it("names people by e-mail and id, each once", () => {
  expect(identityLines(anEvent({ identity }))).toEqual([
    { term: "By", value: `grace@acme.test · ${grace.id}` },
    { term: "Person", value: `ada@acme.test · ${ada.id}` },
    { term: "Entry", value: idOf(100) },
  ]);
  const ofOneself = anEvent({ target: grace, subject: { id: grace.id, name: grace.name }, identity });
  expect(identityLines(ofOneself).map(({ term }) => term)).toEqual(["By", "Entry"]);
});

it("names a device by key and addresses, and its user", () => {
  const key = "DgDVunjXHJLxNrDspgsG2OnC/TQ9edjuC1mnyG9/3FQ=";
  const event = anEvent({
    action: "device.deactivated",
    target: laptop,
    identity: { ...identity, targetEmail: null, publicKey: key, addresses: ["100.64.0.9/32", "fd00::9/128"] },
  });
  expect(identityLines(event)).toEqual([
    { term: "By", value: `grace@acme.test · ${grace.id}` },
    { term: "Device", value: `${key} · 100.64.0.9/32 · fd00::9/128 · ${laptop.id}` },
    { term: "Person", value: `ada@acme.test · ${ada.id}` },
    { term: "Entry", value: idOf(100) },
  ]);
});
