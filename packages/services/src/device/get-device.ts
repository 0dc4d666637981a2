import { withTenant } from "@portcullis/db/tenant";
import type { DeviceById, DeviceDetail } from "@portcullis/domain/device/device";
import { notFound } from "@portcullis/domain/errors";
import type { ServiceContext } from "../context.ts";
import { readDevice } from "./read-device.ts";

/** One device; one's own needs no permission, and without it another's does not exist. @throws {DomainError} NOT_FOUND */
export async function getDevice(ctx: ServiceContext, input: DeviceById): Promise<DeviceDetail> {
  const device = await withTenant(ctx.db, ctx.principal.tenantId, (tx) => readDevice(tx, input.id));
  const isOwn = device.user.id === ctx.principal.userId;
  if (!isOwn && !ctx.principal.permissions.includes("device:read")) throw notFound("device");
  return device;
}
