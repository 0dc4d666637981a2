import { withTenant } from "@portcullis/db/tenant";
import { attentionItemsMax, type Overview } from "@portcullis/domain/overview";
import { readUnconfirmed } from "../cascade/list-unconfirmed.ts";
import type { ServiceContext } from "../context.ts";
import { toTotal } from "../internal/keyset-page.ts";
import { countDevices, countPeople } from "./count-tenant.ts";
import { readExpiringInvitations, readFailedCascades, readOverLimit, readSilentGateways } from "./read-attention.ts";
import { readCutOff } from "./read-cut-off.ts";

/**
 * The tenant at a glance, as far as the reader may see it. The statements go out together on the transaction's one connection:
 * one round trip. None reads more than a bounded number of rows, however large the tenant; where that leaves some out, the
 * figure says so.
 */
export async function getOverview(ctx: ServiceContext): Promise<Overview> {
  const { tenantId, permissions } = ctx.principal;
  return withTenant(ctx.db, tenantId, async (tx) => {
    const [people, devices, failed, unconfirmed, silentGateways, expiringInvitations, overLimit, cutOff] =
      await Promise.all([
        countPeople(tx),
        permissions.includes("device:read") ? countDevices(tx) : null,
        readFailedCascades(tx),
        readUnconfirmed(tx, { before: null, limit: attentionItemsMax }),
        permissions.includes("gateway:read") ? readSilentGateways(tx) : null,
        permissions.includes("user:invite") ? readExpiringInvitations(tx) : null,
        readOverLimit(tx),
        readCutOff(tx),
      ]);
    return {
      users: people.users,
      devices,
      cascades: { running: people.running, failed: failed.total, unconfirmed: toTotal(unconfirmed.counted) },
      attention: {
        failedCascades: failed,
        unconfirmed: { total: toTotal(unconfirmed.counted), items: [...unconfirmed.items] },
        silentGateways,
        expiringInvitations,
        overLimit,
      },
      cutOff,
    };
  });
}
