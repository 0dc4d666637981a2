import type { UserPrincipal } from "@portcullis/auth/principal";
import { forbidden, unauthorized } from "@portcullis/domain/errors";
import type { ServiceContext } from "@portcullis/services/context";
import { middleware, procedure } from "./init.ts";
import { type Need, permissionTable } from "./permission-table.ts";

/**
 * Whether a principal may enter a procedure. Whatever depends on the target is the use-case's to decide.
 * @throws {DomainError} UNAUTHORIZED `session_ended` · FORBIDDEN `permission_missing`, which names the permission
 */
export function assertMayEnter(
  need: Need | undefined,
  principal: UserPrincipal | undefined,
): asserts principal is UserPrincipal {
  if (!principal) throw unauthorized();
  if (!need) throw forbidden("permission_missing", "Nobody has said who may do this.");
  if ("permission" in need && !principal.permissions.includes(need.permission)) {
    throw forbidden("permission_missing", `This needs the permission ${need.permission}.`);
  }
}

const requireNeed = middleware(({ ctx, path, next }) => {
  const { principal } = ctx;
  assertMayEnter(permissionTable[path], principal);
  const service: ServiceContext = { db: ctx.db, principal, cursorKey: ctx.cursorKey };
  return next({ ctx: { principal, service } });
});

/** For a signed-in user who meets the row of `permissionTable`: the only procedure that routers build on. */
export const userProcedure = procedure.use(requireNeed);
