import { gateways } from "@portcullis/db/schema/gateways";
import type { TenantTx } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import { and, eq, sql } from "drizzle-orm";

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
