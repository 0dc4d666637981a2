import { expect, it } from "vitest";
import { ada, anEvent, erased, grace, idOf, laptop } from "#features/audit/testing/an-event.ts";
import { nameInEvents } from "./phrase.ts";

it("finds a name wherever an event says it", () => {
  const events = [anEvent({ actor: erased, target: erased, subject: null }), anEvent({ target: laptop })];
  expect([grace, ada, laptop].map(({ id }) => nameInEvents(events, id))).toEqual([grace.name, ada.name, laptop.name]);
  expect(nameInEvents(events, erased.id)).toBeNull();
  expect(nameInEvents(events, idOf(77))).toBeNull();
});
