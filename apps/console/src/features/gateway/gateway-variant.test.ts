import { expect, it } from "vitest";
import { gatewayVariant } from "./gateway-variant.ts";

it("is amber for a silent gateway, red after two minutes, and green for one that reports alone", () => {
  expect(gatewayVariant("silent", 45_000)).toEqual({ tone: "warning", label: "Silent" });
  expect(gatewayVariant("silent", 119_999)).toEqual({ tone: "warning", label: "Silent" });
  expect(gatewayVariant("silent", 120_000)).toEqual({ tone: "danger", label: "Silent" });
  expect(gatewayVariant("reporting", 0)).toEqual({ tone: "success", label: "Reporting" });
  expect(gatewayVariant("new", Number.NEGATIVE_INFINITY)).toEqual({ tone: "hollow", label: "New" });
});
