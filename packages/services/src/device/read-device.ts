import { devices } from "@portcullis/db/schema/devices";
import type { TenantTx } from "@portcullis/db/tenant";
import type { DeviceDetail } from "@portcullis/domain/device/device";
import { notFound } from "@portcullis/domain/errors";
import { and, eq } from "drizzle-orm";
import { selectDevices, toDeviceDetail } from "../internal/device-record.ts";

/** A device's record inside a transaction. @throws {DomainError} NOT_FOUND */
export async function readDevice(tx: TenantTx, id: string): Promise<DeviceDetail> {
  const [row] = await selectDevices(tx).where(and(eq(devices.tenantId, tx.tenantId), eq(devices.id, id)));
  if (!row) throw notFound("device");
  return toDeviceDetail(row, new Date());
}
