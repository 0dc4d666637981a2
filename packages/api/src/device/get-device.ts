import { type TenantTx, withTenantReadOnly } from "@portcullis/db/tenant";
import { type DeviceDetail, deviceById, deviceDetail } from "@portcullis/domain/device/device";
import { notFound } from "@portcullis/domain/errors";
import type { Permission } from "@portcullis/domain/permission";
import type { ServiceContext } from "../kernel/context.ts";
import { useCase } from "../kernel/use-case.ts";
import { readDevices } from "./internal.ts";

/** One device; one's own needs no permission, and without it another's does not exist. @throws {DomainError} NOT_FOUND */
export const getDevice = useCase(
  { access: { own: true, others: "device:read" }, subject: "device" },
  deviceById,
  deviceDetail,
  (ctx, input) => readVisibleDevice(ctx, input.id, ["device:read"]),
);

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

/** A device's record inside a transaction. @throws {DomainError} NOT_FOUND */
export async function readDevice(tx: TenantTx, id: string): Promise<DeviceDetail> {
  const [device] = await readDevices(tx, [id], new Date());
  if (!device) throw notFound("device");
  return device;
}
