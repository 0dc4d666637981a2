import { forbidden, tokenRefused } from "@portcullis/domain/errors";
import type { GatewayContext } from "@portcullis/services/context";
import { middleware, procedure } from "./init.ts";
import { permissionTable } from "./permission-table.ts";

const requireGateway = middleware(async ({ ctx, path, next }) => {
  const accessRule = permissionTable[path];
  if (!accessRule || !("gateway" in accessRule))
    throw forbidden("permission_missing", "No access rule is defined for this procedure.");
  const principal = await ctx.authenticateGateway();
  if (!principal) throw tokenRefused();
  const service: GatewayContext = { db: ctx.db, principal };
  return next({ ctx: { service } });
});

/** For the agent of a gateway, by the token it sends; a person's session opens none of these. */
export const gatewayProcedure = procedure.use(requireGateway);
