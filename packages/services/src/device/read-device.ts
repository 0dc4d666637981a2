import type { TenantTx } from "@portcullis/db/tenant";
import type { DeviceDetail } from "@portcullis/domain/device/device";
import { notFound } from "@portcullis/domain/errors";
import { readDevices } from "../internal/device-record.ts";

/** A device's record inside a transaction. @throws {DomainError} NOT_FOUND */
export async function readDevice(tx: TenantTx, id: string): Promise<DeviceDetail> {
  const [device] = await readDevices(tx, [id], new Date());
  if (!device) throw notFound("device");
  return device;
}
