import { bulkOperations } from "@portcullis/db/schema/bulk";
import { gateways as gatewayTable } from "@portcullis/db/schema/gateways";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import { attentionItemsMax, overview } from "@portcullis/domain/overview";
import { and, eq } from "drizzle-orm";
import { readUnconfirmed } from "../change/list-unconfirmed.ts";
import { capTotal } from "../kernel/list-page.ts";
import { noInput, useCase } from "../kernel/use-case.ts";
import { countDevices, countPeople, countRunning, keepCounted } from "./count-tenant.ts";
import {
  readExpiringInvitations,
  readFailedCascades,
  readOverLimit,
  readRecoveredOwner,
  readSilentGateways,
} from "./read-attention.ts";
import { readCutOff } from "./read-cut-off.ts";

/**
 * The tenant at a glance, limited to what the reader may see; all statements share one round trip. People and devices are
 * counted exactly, and the counts of a large tenant are cached for some seconds.
 */
export const getOverview = useCase({ access: { permission: "user:read" } }, noInput, overview, async (ctx) => {
  const { tenantId, permissions } = ctx.principal;
  return withTenantReadOnly(ctx.db, tenantId, async (tx) => {
    const [
      people,
      devices,
      running,
      failed,
      unconfirmed,
      gateways,
      waitingForApproval,
      silentGateways,
      expiringInvitations,
      recoveredOwner,
      overLimit,
      cutOff,
    ] = await Promise.all([
      keepCounted(`people ${tenantId}`, () => countPeople(tx)),
      permissions.includes("device:read") ? keepCounted(`devices ${tenantId}`, () => countDevices(tx)) : null,
      countRunning(tx),
      readFailedCascades(tx),
      readUnconfirmed(tx, { before: null, limit: attentionItemsMax }),
      tx.$count(gatewayTable, eq(gatewayTable.tenantId, tenantId)),
      tx.$count(bulkOperations, and(eq(bulkOperations.tenantId, tenantId), eq(bulkOperations.status, "waiting"))),
      permissions.includes("gateway:read") ? readSilentGateways(tx) : null,
      permissions.includes("user:invite") ? readExpiringInvitations(tx) : null,
      readRecoveredOwner(tx),
      keepCounted(`over limit ${tenantId}`, () => readOverLimit(tx)),
      readCutOff(tx),
    ]);
    return {
      users: people.value,
      devices: devices?.value ?? null,
      countedAt: devices?.at ?? people.at,
      cascades: { running, failed: failed.total, unconfirmed: capTotal(unconfirmed.counted) },
      attention: {
        noGateway: gateways === 0,
        waitingForApproval,
        failedCascades: failed,
        unconfirmed: { total: capTotal(unconfirmed.counted), items: [...unconfirmed.items] },
        silentGateways,
        expiringInvitations,
        recoveredOwner,
        overLimit: overLimit.value,
      },
      cutOff,
    };
  });
});
