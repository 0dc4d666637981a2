import { expect, it } from "vitest";
import { trafficText } from "./traffic-text.ts";

it.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_000, "1.0 kB"],
  [3_440_000, "3.4 MB"],
  [120_000_000_000, "120 GB"],
])("writes %i bytes as %s", (bytes, text) => expect(trafficText(bytes)).toBe(text));
