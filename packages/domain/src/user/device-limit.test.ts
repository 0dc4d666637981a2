import { expect, it } from "vitest";
import { effectiveDeviceLimit, maxDevices, tenantMaxDevicesDefault } from "./device-limit.ts";

const group = (name: string, limit: number | null) => ({ id: `id of ${name}`, name, maxDevices: limit });
const fromGroup = (name: string) => ({ kind: "group" as const, id: `id of ${name}`, name });
const small = group("small", 2);
const large = group("large", 9);
const none = group("none", 0);
const silent = group("silent", null);

it.each([
  ["the user's own", 3, [], 5, 3, { kind: "user" }],
  ["the user's own over a larger group's", 3, [large], 5, 3, { kind: "user" }],
  ["the user's own zero", 0, [large], 5, 0, { kind: "user" }],
  ["the tenant's without groups", null, [], 5, 5, { kind: "tenant" }],
  ["the tenant's where no group says", null, [silent], 7, 7, { kind: "tenant" }],
  ["a group's", null, [small], 5, 2, fromGroup("small")],
  ["a group's zero", null, [none], 5, 0, fromGroup("none")],
  ["the largest of the groups'", null, [small, large, none, silent], 5, 9, fromGroup("large")],
  ["the largest in any order", null, [large, silent, small], 5, 9, fromGroup("large")],
  ["the first of equals", null, [group("a", 4), group("b", 4)], 5, 4, fromGroup("a")],
] as const)("takes %s", (_, own, groups, tenant, value, origin) => {
  expect(effectiveDeviceLimit(own, groups, tenant)).toEqual({ value, origin });
});

it.each([0, 1, 10_000])("accepts a limit of %s", (value) => expect(maxDevices.parse(value)).toBe(value));

it.each([-1, 10_001, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "5", null])("refuses a limit of %s", (value) =>
  expect(maxDevices.safeParse(value).success).toBe(false),
);

it("gives five devices where nobody says otherwise", () => expect(tenantMaxDevicesDefault).toBe(5));
