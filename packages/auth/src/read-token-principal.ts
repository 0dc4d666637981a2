import type { Database } from "@portcullis/db/client";
import { devices, deviceTokens } from "@portcullis/db/schema/devices";
import { gateways } from "@portcullis/db/schema/gateways";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import { and, eq, isNull } from "drizzle-orm";
import { readBearerToken } from "./link-token.ts";
import type { DevicePrincipal, GatewayPrincipal } from "./principal.ts";
import { hashToken } from "./session-token.ts";

/**
 * The gateway whose token an `Authorization` header carries, or undefined where it is nobody's any more. A suspended tenant's
 * gateways are let in: they are told that nobody has access, which is what has to reach them.
 */
export async function readGatewayPrincipal(
  db: Database,
  authorization: string | null | undefined,
): Promise<GatewayPrincipal | undefined> {
  const held = readBearerToken(authorization);
  if (!held) return undefined;
  const { tenantId } = held;
  const [found] = await withTenantReadOnly(db, tenantId, (tx) =>
    tx
      .select({ id: gateways.id })
      .from(gateways)
      .where(and(eq(gateways.tenantId, tenantId), eq(gateways.tokenHash, hashToken(held.token)))),
  );
  return found && { kind: "gateway", tenantId, gatewayId: found.id };
}

/**
 * The device whose token an `Authorization` header carries, or undefined where it is nobody's any more, or where device, user
 * or tenant is switched off. One that waits for approval or does not comply is let in: a report is how it gets access.
 */
export async function readDevicePrincipal(
  db: Database,
  authorization: string | null | undefined,
): Promise<DevicePrincipal | undefined> {
  const held = readBearerToken(authorization);
  if (!held) return undefined;
  const { tenantId } = held;
  const [found] = await withTenantReadOnly(db, tenantId, (tx) =>
    tx
      .select({ id: devices.id })
      .from(deviceTokens)
      .innerJoin(devices, and(eq(devices.tenantId, deviceTokens.tenantId), eq(devices.id, deviceTokens.deviceId)))
      .innerJoin(users, and(eq(users.tenantId, devices.tenantId), eq(users.id, devices.userId)))
      .innerJoin(tenants, eq(tenants.id, devices.tenantId))
      .where(
        and(
          eq(deviceTokens.tenantId, tenantId),
          eq(deviceTokens.tokenHash, hashToken(held.token)),
          isNull(devices.cause),
          eq(users.status, "active"),
          eq(tenants.status, "active"),
        ),
      ),
  );
  return found && { kind: "device", tenantId, deviceId: found.id };
}
