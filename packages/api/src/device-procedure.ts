import { deviceTokenRefused, forbidden } from "@portcullis/domain/errors";
import type { DeviceContext } from "@portcullis/services/context";
import { middleware, procedure } from "./init.ts";
import { permissionTable } from "./permission-table.ts";

const requireDevice = middleware(async ({ ctx, path, next }) => {
  const accessRule = permissionTable[path];
  if (!accessRule || !("device" in accessRule))
    throw forbidden("permission_missing", "No access rule is defined for this procedure.");
  const principal = await ctx.authenticateDevice();
  if (!principal) throw deviceTokenRefused();
  const service: DeviceContext = { db: ctx.db, principal };
  return next({ ctx: { service } });
});

/** For a device that speaks of itself, by the token it sends; no person's session and no gateway's token opens these. */
export const deviceProcedure = procedure.use(requireDevice);
