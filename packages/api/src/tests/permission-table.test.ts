import { permissions } from "@portcullis/domain/permission";
import { expect, it } from "vitest";
import { permissionTable } from "../permission-table.ts";
import { appRouter } from "../router.ts";
import { callByPath } from "../testing/call-by-path.ts";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";
import { assertMayEnter } from "../user-procedure.ts";

it("has a row for every procedure, and no row without one", () => {
  expect(Object.keys(permissionTable).toSorted()).toEqual(Object.keys(appRouter._def.procedures).toSorted());
});

it("names only permissions that exist", () => {
  for (const accessRule of Object.values(permissionTable)) {
    if ("permission" in accessRule) expect(permissions).toContain(accessRule.permission);
    if ("own" in accessRule) expect(permissions).toEqual(expect.arrayContaining([accessRule.others].flat()));
  }
});

it("refuses a procedure without a row to everybody", async () => {
  await using fixture = await openFixture();
  const owner = await fixture.owner.parts().authenticate();
  expect(() => assertMayEnter(undefined, owner)).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
});

it("keeps the worker's procedures out of what HTTP reaches", () => {
  const paths = Object.keys(appRouter._def.procedures);
  expect(paths.filter((path) => path.startsWith("internal") || path.endsWith(".advance"))).toEqual([]);
});

it("names the missing permission, before it looks at the input", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC" });
  for (const [path, accessRule] of Object.entries(permissionTable)) {
    if (!("permission" in accessRule) || path === "cascade.watch") continue;
    expect([path, await refusalOf(callByPath(member.call, path, {}))]).toMatchObject([
      path,
      { code: "FORBIDDEN", reason: "permission_missing", message: expect.stringContaining(accessRule.permission) },
    ]);
  }
});

it("lets nobody in without a session but where the secret in the input does", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC" });
  await member.call.session.revoke({ id: member.sessionId });
  for (const [path, accessRule] of Object.entries(permissionTable)) {
    if (path === "cascade.watch" || "anybody" in accessRule || "gateway" in accessRule || "device" in accessRule)
      continue;
    expect([path, await refusalOf(callByPath(member.call, path, {}))]).toMatchObject([
      path,
      { code: "UNAUTHORIZED", reason: "session_ended", httpStatus: 401 },
    ]);
  }
});
