import { expect, it } from "vitest";
import { aDevice } from "#features/device/testing/a-device.ts";
import { postureConsequence } from "./posture-consequence.ts";

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
  expect(postureConsequence(aDevice({ ...rest, denials: [...denials] }))).toBe(sentence);
});
