import { expect, it } from "vitest";
import { impactSentence } from "./impact-sentence.ts";

const impact = { compliant: 3, nonCompliant: 9, unknown: 3, notRequired: 0, loseAccess: 12 };

it("says how many lose access, and how they get it back", () => {
  expect(impactSentence(impact, "required")).toBe("12 devices lose access now, and get it back once they comply.");
  expect(impactSentence({ ...impact, loseAccess: 1 }, "required")).toMatch(/^1 device loses access now,/);
  expect(impactSentence({ ...impact, loseAccess: 0 }, "required")).toBe("No device loses access now.");
  expect(impactSentence({ ...impact, loseAccess: 0 }, "advisory")).toMatch(/^No device loses access: /);
});
