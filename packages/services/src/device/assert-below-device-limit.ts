import type { TenantTx } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import { readDeviceQuota } from "../internal/read-device-quota.ts";

/**
 * For one device more; it holds only as long as the caller keeps the user's lock.
 * @throws {DomainError} CONFLICT `device_limit_reached`
 */
export async function assertBelowDeviceLimit(tx: TenantTx, userId: string): Promise<void> {
  const { held, limit } = await readDeviceQuota(tx, userId);
  if (held < limit.value) return;
  throw conflict("device_limit_reached", `The limit of ${limit.value} devices is reached. Remove one first.`);
}
