import { accessDenials } from "@portcullis/domain/device/access";
import { expect, it } from "vitest";
import { aDevice } from "#features/device/testing/a-device.ts";
import { denialSentences } from "./denial-sentences.ts";

it("says nothing of a device that may connect", () => expect(denialSentences(aDevice())).toEqual([]));

it("says each reason in a sentence of its own", () => {
  const sentences = denialSentences(aDevice({ denials: [...accessDenials], cause: "admin" }));
  expect(new Set(sentences).size).toBe(accessDenials.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
});

it("tells who is deactivated from who has not come yet, and a silent device from one that fails", () => {
  const outOf = (change: Parameters<typeof aDevice>[0]) => denialSentences(aDevice(change))[0];
  const denied = { denials: ["user_not_active" as const] };
  expect(outOf({ ...denied, userStatus: "inactive" })).toBe("Its user is deactivated.");
  expect(outOf({ ...denied, userStatus: "pending" })).toBe("Its user has not accepted the invitation yet.");
  const failing = { denials: ["not_compliant" as const] };
  expect(outOf({ ...failing, compliance: "unknown" })).toMatch(/not reported/);
  expect(outOf({ ...failing, compliance: "non_compliant" })).toMatch(/does not comply/);
});
