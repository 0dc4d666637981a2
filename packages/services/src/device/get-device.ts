import type { DeviceById, DeviceDetail } from "@portcullis/domain/device/device";
import type { ServiceContext } from "../context.ts";
import { readVisibleDevice } from "./read-visible-device.ts";

/** One device; one's own needs no permission, and without it another's does not exist. @throws {DomainError} NOT_FOUND */
export function getDevice(ctx: ServiceContext, input: DeviceById): Promise<DeviceDetail> {
  return readVisibleDevice(ctx, input.id, ["device:read"]);
}
