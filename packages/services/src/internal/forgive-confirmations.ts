import { gatewayConfirmations } from "@portcullis/db/schema/gateways";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, isNull } from "drizzle-orm";

/** A key that may connect again is nothing for a gateway to confirm the end of. */
export async function forgiveConfirmations(tx: TenantTx, publicKey: string): Promise<void> {
  await tx
    .delete(gatewayConfirmations)
    .where(
      and(
        eq(gatewayConfirmations.tenantId, tx.tenantId),
        eq(gatewayConfirmations.publicKey, publicKey),
        isNull(gatewayConfirmations.confirmedAt),
      ),
    );
}
