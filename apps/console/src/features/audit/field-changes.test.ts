import { expect, it } from "vitest";
import { anEvent } from "#features/audit/testing/an-event.ts";
import { fieldChanges } from "./field-changes.ts";

it("shows what a field was and what it became, in words", () => {
  const event = anEvent({
    changed: ["lastName", "image"],
    details: { before: { lastName: "Byron", image: null }, after: { lastName: "Lovelace", image: "/faces/1.png" } },
  });
  expect(fieldChanges(event)).toEqual([
    { field: "Last name", before: "Byron", after: "Lovelace" },
    { field: "Image", before: null, after: "/faces/1.png" },
  ]);
});

it("says nothing of fields whose values were never kept or are erased", () => {
  expect(fieldChanges(anEvent({ changed: ["status"], details: { reason: "Left." } }))).toEqual([]);
  expect(fieldChanges(anEvent({ changed: ["lastName"], details: null }))).toEqual([]);
});

it("shows rules for devices in words", () => {
  const linux = { platform: "linux", checks: ["firewall", "diskEncryption"], minimumVersion: null };
  const macos = { platform: "macos", checks: [], minimumVersion: "15.1" };
  const details = { before: { rules: [] }, after: { rules: [linux, macos] } };
  expect(fieldChanges(anEvent({ changed: ["rules"], details }))).toEqual([
    { field: "Rules", before: null, after: "Linux (firewall, disk encryption), macOS (at least 15.1)" },
  ]);
});
