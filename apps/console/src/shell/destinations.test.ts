import { expect, it } from "vitest";
import { translator } from "#i18n/translator.ts";
import { destinationOf, destinations } from "./destinations.ts";

const t = translator();

it.each([
  ["/", "Overview"],
  ["/users", "Users"],
  ["/users/018f3c1e-7b2a-7c3d-8e4f-5a6b7c8d9e0f/devices", "Users"],
  ["/settings", "Settings"],
  ["/settings/gateways", "Gateways"],
  ["/settingsx", undefined],
  ["/account", undefined],
])("finds that %s belongs to %s", (pathname, label) =>
  expect(destinationOf(pathname, destinations(t))?.label).toBe(label),
);

it("falls back to the place above where the nearer one is not shown", () =>
  expect(
    destinationOf(
      "/settings/gateways",
      destinations(t).filter(({ label }) => label !== "Gateways"),
    )?.label,
  ).toBe("Settings"));
