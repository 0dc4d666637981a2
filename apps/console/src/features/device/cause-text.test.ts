import { accessCauses, type ExplainedCause } from "@portcullis/domain/access-explanation";
import { expect, it } from "vitest";
import { translator } from "#i18n/translator.ts";
import { causeText } from "./cause-text.ts";

const t = translator();

const at = "2026-11-03T09:00:00.000Z";
const day = () => "3 Nov";
const olivia = { kind: "user", id: "1", name: "Olivia Berg", email: "olivia@acme.test" } as const;
const nothing: Omit<ExplainedCause, "cause"> = {
  by: null,
  at: null,
  reason: null,
  device: null,
  failing: [],
  gateways: [],
  remedy: "",
};
const text = (cause: Partial<ExplainedCause> & Pick<ExplainedCause, "cause">, ofUser = true) =>
  causeText(t, { ...nothing, ...cause }, { day, ofUser });

it("says who, when and the reason that was typed", () => {
  expect(text({ cause: "user_deactivated", by: olivia, at, reason: "left the company" })).toBe(
    "deactivated by Olivia Berg, 3 Nov, left the company",
  );
  const operator = { kind: "operator", id: null, name: null, email: null } as const;
  expect(text({ cause: "user_imported_inactive", by: operator, at })).toBe(
    "imported as suspended by the operator, 3 Nov",
  );
  expect(text({ cause: "user_deactivated", by: { ...olivia, name: null, email: null }, at })).toBe(
    "deactivated by a deleted person, 3 Nov",
  );
});

it("names the device on its user's page only", () => {
  const off = { cause: "device_deactivated", by: olivia, at, device: { id: "2", name: "laptop" } } as const;
  expect(text(off)).toBe("laptop: deactivated by Olivia Berg, 3 Nov");
  expect(text(off, false)).toBe("deactivated by Olivia Berg, 3 Nov");
});

it("says of a device that it is its user who was deactivated", () => {
  expect(text({ cause: "user_deactivated", by: olivia, at, reason: "left" }, false)).toBe(
    "its user was deactivated by Olivia Berg, 3 Nov, left",
  );
  expect(text({ cause: "user_imported_inactive", at }, false)).toBe("its user was imported as suspended, 3 Nov");
});

it("names what fails and the gateways", () => {
  expect(text({ cause: "posture_failing", at, failing: ["firewall", "osVersion"] }, false)).toBe(
    "does not comply: firewall, system version, last report 3 Nov",
  );
  const gateways = [{ id: "3", name: "hamburg-1", lastReport: at }];
  expect(text({ cause: "gateways_silent", at, gateways })).toBe("no gateway reports (hamburg-1), last heard 3 Nov");
  expect(text({ cause: "key_of_gateway", gateways }, false)).toBe("has the public key of the gateway hamburg-1");
  expect(text({ cause: "no_gateway", by: olivia, at })).toBe(
    "there is no gateway, the last was removed by Olivia Berg, 3 Nov",
  );
});

it("has a phrase for every cause", () => {
  for (const cause of accessCauses) expect(text({ cause })).toMatch(/^\p{Ll}/u);
});
