import { gatewayConfirmations } from "@portcullis/db/schema/gateways";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, isNull } from "drizzle-orm";
import { askGateways } from "./ask-gateways.ts";
import { hasAccess } from "./has-access.ts";

/** After a change of one device: the gateways owe their word where its key lost its access, and no word of it where that has it back. */
export async function followAccess(
  tx: TenantTx,
  change: {
    /** Of the audit event. */
    readonly id: string;
    readonly userId: string;
    /** With the key that it had before. */
    readonly device: { readonly id: string; readonly publicKey: string };
    readonly hadAccess: boolean;
  },
): Promise<void> {
  const has = await hasAccess(tx, change.device.publicKey);
  if (change.hadAccess && !has) await askGateways(tx, change);
  if (!change.hadAccess && has) await withdrawQuestion(tx, change.device.publicKey);
}

/** A key that may connect again is nothing for a gateway to confirm the end of. */
async function withdrawQuestion(tx: TenantTx, publicKey: string): Promise<void> {
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
