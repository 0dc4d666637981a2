import { expect, it } from "vitest";
import { groupFields, typedLimit } from "./group-fields.ts";

it("reads a limit as it is typed", () => {
  expect(["", " ", "0", " 12 ", "10000"].map((typed) => typedLimit.parse(typed))).toEqual([null, null, 0, 12, 10_000]);
});

it.each(["-1", "1.5", "ten", "1e3", "10001", "123456"])("refuses %j as a limit", (typed) => {
  expect(typedLimit.safeParse(typed).success).toBe(false);
});

it("wants a name, and nothing else", () => {
  const nothing = { name: "", description: "", maxDevices: "", roleIds: [] };
  expect(groupFields.safeParse(nothing).error?.issues.map(({ path }) => path)).toEqual([["name"]]);
  expect(groupFields.parse({ ...nothing, name: "Operations" })).toEqual({
    name: "Operations",
    description: null,
    maxDevices: null,
    roleIds: [],
  });
});
