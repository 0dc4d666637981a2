import { withTenant } from "@portcullis/db/tenant";
import type { Overview } from "@portcullis/domain/overview";
import type { ServiceContext } from "../context.ts";
import { countDevices, countPeople } from "./count-tenant.ts";
import {
  readExpiringInvitations,
  readFailedCascades,
  readOverLimit,
  readRecoveredOwner,
  readSilentGateways,
} from "./read-attention.ts";
import { readCutOff } from "./read-cut-off.ts";

/**
 * The tenant at a glance, as far as the reader may see it. The statements go out together on the transaction's one connection:
 * one round trip. None reads more than a bounded number of rows, however large the tenant; where that leaves some out, the
 * figure says so.
 */
export async function getOverview(ctx: ServiceContext): Promise<Overview> {
  const { tenantId, permissions } = ctx.principal;
  return withTenant(ctx.db, tenantId, async (tx) => {
    const [people, devices, failed, silentGateways, expiringInvitations, recoveredOwner, overLimit, cutOff] =
      await Promise.all([
        countPeople(tx),
        permissions.includes("device:read") ? countDevices(tx) : null,
        readFailedCascades(tx),
        permissions.includes("gateway:read") ? readSilentGateways(tx) : null,
        permissions.includes("user:invite") ? readExpiringInvitations(tx) : null,
        readRecoveredOwner(tx),
        readOverLimit(tx),
        readCutOff(tx),
      ]);
    return {
      users: people.users,
      devices,
      cascades: { running: people.running, failed: failed.total },
      attention: { failedCascades: failed, silentGateways, expiringInvitations, recoveredOwner, overLimit },
      cutOff,
    };
  });
}
