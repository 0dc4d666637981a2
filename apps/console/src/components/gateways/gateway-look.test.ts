import { expect, it } from "vitest";
import { gatewayLook } from "./gateway-look.ts";

it("is amber for a silent gateway, red after two minutes, and green for one that reports alone", () => {
  expect(gatewayLook("silent", 45_000)).toEqual({ tone: "warning", label: "Silent" });
  expect(gatewayLook("silent", 119_999)).toEqual({ tone: "warning", label: "Silent" });
  expect(gatewayLook("silent", 120_000)).toEqual({ tone: "danger", label: "Silent" });
  expect(gatewayLook("reporting", 0)).toEqual({ tone: "success", label: "Reporting" });
  expect(gatewayLook("new", Number.NEGATIVE_INFINITY)).toEqual({ tone: "hollow", label: "New" });
});
