import { accessDenials } from "@portcullis/domain/device/access";
import { expect, it } from "vitest";
import { aDevice } from "#features/device/testing/a-device.ts";
import { translator } from "#i18n/translator.ts";
import { denialSentences, postureConsequence } from "./device-text.ts";

const t = translator();

it("says nothing of a device that may connect", () => expect(denialSentences(t, aDevice())).toEqual([]));

it("says each reason in a sentence of its own", () => {
  const sentences = denialSentences(t, aDevice({ denials: [...accessDenials], cause: "admin" }));
  expect(new Set(sentences).size).toBe(accessDenials.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
});

it("tells who is deactivated from who has not come yet, and a silent device from one that fails", () => {
  const outOf = (change: Parameters<typeof aDevice>[0]) => denialSentences(t, aDevice(change))[0];
  const denied = { denials: ["user_not_active" as const] };
  expect(outOf({ ...denied, userStatus: "inactive" })).toBe("Its user is deactivated.");
  expect(outOf({ ...denied, userStatus: "pending" })).toBe("Its user has not accepted the invitation yet.");
  const failing = { denials: ["not_compliant" as const] };
  expect(outOf({ ...failing, compliance: "unknown" })).toMatch(/not reported/);
  expect(outOf({ ...failing, compliance: "non_compliant" })).toMatch(/does not comply/);
});

it.each([
  [{ compliance: "not_required" }, "No rule is about its platform."],
  [{ compliance: "compliant" }, "Its posture does not keep it from connecting."],
  [{ compliance: "non_compliant" }, "It can connect all the same: the rules are advisory."],
  [{ compliance: "non_compliant", denials: ["not_compliant"] }, "It has no access until it complies."],
  [{ compliance: "unknown" }, "It has not reported. It can connect all the same: the rules are advisory."],
  [
    { compliance: "unknown", denials: ["not_compliant"] },
    "It has not reported. It has no access until it reports and complies.",
  ],
] as const)("says what %j means", (traits, sentence) => {
  const { denials = [], ...rest } = traits as { denials?: readonly "not_compliant"[] } & typeof traits;
  expect(postureConsequence(t, aDevice({ ...rest, denials: [...denials] }))).toBe(sentence);
});
