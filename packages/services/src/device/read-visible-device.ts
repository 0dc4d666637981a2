import { withTenantReadOnly } from "@portcullis/db/tenant";
import type { DeviceDetail } from "@portcullis/domain/device/device";
import { notFound } from "@portcullis/domain/errors";
import type { Permission } from "@portcullis/domain/permission";
import type { ServiceContext } from "../context.ts";
import { readDevice } from "./read-device.ts";

/**
 * A device for somebody who looks: their own, or anybody's with one of the permissions; else it does not exist.
 * @throws {DomainError} NOT_FOUND
 */
export async function readVisibleDevice(
  ctx: ServiceContext,
  id: string,
  anyOf: readonly Permission[],
): Promise<DeviceDetail> {
  const { tenantId, userId, permissions } = ctx.principal;
  const device = await withTenantReadOnly(ctx.db, tenantId, (tx) => readDevice(tx, id));
  if (device.user.id === userId || anyOf.some((permission) => permissions.includes(permission))) return device;
  throw notFound("device");
}
