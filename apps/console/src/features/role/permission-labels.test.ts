import { permissions } from "@portcullis/domain/permission";
import { expect, it } from "vitest";
import { permissionAreas, permissionLabels } from "./permission-labels.ts";

it("shows every permission once, in words of its own, under a noun", () => {
  expect(permissionAreas.flatMap((area) => area.permissions)).toEqual(permissions);
  expect(new Set(Object.values(permissionLabels)).size).toBe(permissions.length);
  for (const { name } of permissionAreas) expect(name).toMatch(/^[A-Z]/);
});
