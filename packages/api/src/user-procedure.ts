import type { UserPrincipal } from "@portcullis/auth/principal";
import { forbidden, unauthorized } from "@portcullis/domain/errors";
import type { PublicContext, ServiceContext } from "@portcullis/services/context";
import type { ApiContext } from "./context.ts";
import { middleware, procedure } from "./init.ts";
import { type AccessRule, permissionTable } from "./permission-table.ts";

/**
 * Whether a principal may enter a procedure. Whatever depends on the target is the use-case's to decide.
 * @throws {DomainError} UNAUTHORIZED `session_ended` · FORBIDDEN `permission_missing`, which names the permission,
 * `second_factor_required`, `confirmation_required`
 */
export function assertMayEnter(
  accessRule: AccessRule | undefined,
  principal: UserPrincipal | undefined,
): asserts principal is UserPrincipal {
  if (!principal) throw unauthorized();
  if (!accessRule || "anybody" in accessRule || "gateway" in accessRule || "device" in accessRule)
    throw forbidden("permission_missing", "No access rule is defined for this procedure.");
  if ("permission" in accessRule && !principal.permissions.includes(accessRule.permission)) {
    throw forbidden("permission_missing", `This needs the permission ${accessRule.permission}.`);
  }
  if ("owner" in accessRule && !principal.isOwner) throw forbidden("permission_missing", "Only the owner may do this.");
  if (principal.mustEnrol && !("whileEnrolling" in accessRule)) {
    throw forbidden("second_factor_required", "Your organisation requires a second factor. Set one up first.");
  }
  if ("confirmed" in accessRule && !principal.isConfirmed) {
    throw forbidden("confirmation_required", "Confirm your identity, then try again.");
  }
}

const publicContext = ({ db, from, mailer, publicUrl, factorKey, log }: ApiContext): PublicContext => ({
  db,
  from,
  mailer,
  publicUrl,
  factorKey,
  log,
});

const requireAccess = middleware(({ ctx, path, next }) => {
  const { principal } = ctx;
  assertMayEnter(permissionTable[path], principal);
  const service: ServiceContext = { ...publicContext(ctx), principal, cursorKey: ctx.cursorKey };
  return next({ ctx: { principal, service } });
});

/** For a signed-in user who meets the row of `permissionTable`: what routers build on. */
export const userProcedure = procedure.use(requireAccess);

const requireSaidSo = middleware(({ ctx, path, next }) => {
  const accessRule = permissionTable[path];
  if (!accessRule || !("anybody" in accessRule))
    throw forbidden("permission_missing", "No access rule is defined for this procedure.");
  return next({ ctx: { service: publicContext(ctx) } });
});

/** For anybody, where the table says so: the secret in the input is what lets them. Mutations only, as queries travel in URLs. */
export const publicProcedure = procedure.use(requireSaidSo);
