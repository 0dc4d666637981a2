import { permissions } from "@portcullis/domain/permission";
import { expect, it } from "vitest";
import { appRouter } from "../router.ts";
import { callByPath } from "../testing/call-by-path.ts";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";
import { createApiContext } from "./context.ts";
import { createCallerFactory, router } from "./init.ts";
import { procedures } from "./list-procedures.ts";
import { guarded } from "./procedure.ts";

it.each(procedures)("has an access rule, from its use-case: $path", ({ access }) => {
  expect(access).toEqual(expect.any(Object));
  if ("permission" in access) expect(permissions).toContain(access.permission);
  if ("own" in access) expect(permissions).toEqual(expect.arrayContaining([access.others].flat()));
});

it("refuses a procedure without an access rule to everybody", async () => {
  await using fixture = await openFixture();
  const unguarded = createCallerFactory(router({ open: guarded.query(() => "in") }));
  const { open } = unguarded(() => createApiContext(fixture.owner.parts()));
  expect(await refusalOf(open())).toMatchObject({ code: "FORBIDDEN", reason: "permission_missing" });
});

it("keeps the worker's procedures out of what HTTP reaches", () => {
  const paths = Object.keys(appRouter._def.procedures);
  expect(paths.filter((path) => path.startsWith("internal") || path.endsWith(".advance"))).toEqual([]);
});

it("names the missing permission, before it looks at the input", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC" });
  for (const { path, access, type } of procedures) {
    if (!("permission" in access) || type === "subscription") continue;
    expect([path, await refusalOf(callByPath(member.call, path, {}))]).toMatchObject([
      path,
      { code: "FORBIDDEN", reason: "permission_missing", message: expect.stringContaining(access.permission) },
    ]);
  }
});

it("lets nobody in without a session but where the secret in the input does", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC" });
  await member.call.session.revoke({ id: member.sessionId });
  for (const { path, access, type } of procedures) {
    if (type === "subscription" || "anybody" in access || "gateway" in access || "device" in access) continue;
    expect([path, await refusalOf(callByPath(member.call, path, {}))]).toMatchObject([
      path,
      { code: "UNAUTHORIZED", reason: "session_ended", httpStatus: 401 },
    ]);
  }
});
