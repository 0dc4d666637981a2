import { gateways } from "@portcullis/db/schema/gateways";
import type { TenantTx } from "@portcullis/db/tenant";
import { conflict, notFound } from "@portcullis/domain/errors";
import {
  type GatewayItem,
  type GatewayPolicy,
  gatewayGraceDefault,
  gatewayStatus,
  type UnreachablePolicy,
} from "@portcullis/domain/gateway";
import { and, eq, sql } from "drizzle-orm";
import { fromOpen, isStillPending } from "../change/internal.ts";
import { countLimit } from "../kernel/list-page.ts";

/** All that is shown of a gateway; its token's hash is not. */
const gatewayColumns = {
  id: gateways.id,
  name: gateways.name,
  endpoint: gateways.endpoint,
  publicKey: gateways.publicKey,
  version: gateways.version,
  lastReport: gateways.lastReport,
  peers: gateways.peers,
  lagMs: gateways.lagMs,
  unreachable: gateways.unreachable,
  grace: gateways.grace,
  appliedUnreachable: gateways.appliedUnreachable,
  appliedGrace: gateways.appliedGrace,
  closedAt: gateways.closedAt,
  unconfirmed: sql<number>`(select count(*)::int from (select from ${fromOpen} where o.tenant_id = gateways.tenant_id
    and o.gateway_id = gateways.id and o.confirmed_at is null and o.settled_at is null and ${isStillPending} limit ${countLimit}) counted)`,
  createdAt: gateways.createdAt,
  updatedAt: gateways.updatedAt,
};

export const gatewayNameTaken = () => conflict("gateway_name_taken", "Another gateway has this name.", "name");

/** Each with what the list is ordered by. Add where, order and limit. */
export function selectGateways(tx: TenantTx) {
  return tx.select({ shown: gatewayColumns, nameKey: gateways.nameKey }).from(gateways).$dynamic();
}

type GatewayRow = Awaited<ReturnType<typeof selectGateways>>[number]["shown"];

/** Adds what is derived and never stored: whether it is heard of. */
export function toGatewayItem(row: GatewayRow, now: Date): GatewayItem {
  const { unreachable, grace, appliedUnreachable, appliedGrace, ...shown } = row;
  return {
    ...shown,
    status: gatewayStatus(row.lastReport, now),
    policy: toPolicy(unreachable, grace),
    appliedPolicy: toPolicy(appliedUnreachable, appliedGrace ?? gatewayGraceDefault),
  };
}

function toPolicy(unreachable: UnreachablePolicy | null, graceSeconds: number | null): GatewayPolicy | null {
  return unreachable && graceSeconds !== null ? { unreachable, graceSeconds } : null;
}

/** A gateway's own setting as its columns; null: the tenant's. */
export const policyColumns = (policy: GatewayPolicy | null) => ({
  unreachable: policy?.unreachable ?? null,
  grace: policy?.graceSeconds ?? null,
});

/** @throws {DomainError} NOT_FOUND for unknown and foreign alike */
export async function readGateway(tx: TenantTx, id: string): Promise<GatewayItem> {
  const [row] = await selectGateways(tx).where(and(eq(gateways.tenantId, tx.tenantId), eq(gateways.id, id)));
  if (!row) throw notFound("gateway");
  return toGatewayItem(row.shown, new Date());
}

/** Locks a gateway that is to be changed. @throws {DomainError} NOT_FOUND for unknown and foreign alike */
export async function lockGateway(tx: TenantTx, id: string): Promise<GatewayRow> {
  const [row] = await selectGateways(tx)
    .where(and(eq(gateways.tenantId, tx.tenantId), eq(gateways.id, id)))
    .for("update");
  if (!row) throw notFound("gateway");
  return row.shown;
}

/** Which of these public keys are those of gateways of the tenant, with the gateways' names. */
export async function findGatewayKeys(tx: TenantTx, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .select({ publicKey: gateways.publicKey, name: gateways.name })
    .from(gateways)
    .where(and(eq(gateways.tenantId, tx.tenantId), sql`${gateways.publicKey} = any(${sql.param([...keys])}::text[])`));
  return new Map(rows.flatMap(({ publicKey, name }) => (publicKey === null ? [] : [[publicKey, name]])));
}

/**
 * An interface takes no peer that has its own key, so such a device could never connect.
 * @throws {DomainError} CONFLICT `device_key_of_gateway`
 */
export async function assertNotGatewayKey(tx: TenantTx, publicKey: string): Promise<void> {
  const name = (await findGatewayKeys(tx, [publicKey])).get(publicKey);
  if (name === undefined) return;
  throw conflict(
    "device_key_of_gateway",
    `This is the public key of the gateway ${name}. Enter the key that the device itself generated.`,
    "publicKey",
  );
}
