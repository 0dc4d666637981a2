import { expect, it } from "vitest";
import { destinationOf, destinations } from "./destinations.ts";

it.each([
  ["/", "Overview"],
  ["/users", "Users"],
  ["/users/018f3c1e-7b2a-7c3d-8e4f-5a6b7c8d9e0f/devices", "Users"],
  ["/settings", "Settings"],
  ["/settings/gateways", "Gateways"],
  ["/settingsx", undefined],
  ["/account", undefined],
])("finds that %s belongs to %s", (pathname, label) =>
  expect(destinationOf(pathname, destinations)?.label).toBe(label),
);

it("falls back to the place above where the nearer one is not shown", () =>
  expect(
    destinationOf(
      "/settings/gateways",
      destinations.filter(({ label }) => label !== "Gateways"),
    )?.label,
  ).toBe("Settings"));
