import { gatewayConfirmations } from "@portcullis/db/schema/gateways";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, isNull } from "drizzle-orm";
import { askGateways } from "./ask-gateways.ts";
import { hasAccess, mayConnect } from "./has-access.ts";

/** After a change of one device: the gateways owe their word where its key lost its access, and no word of it where that has it back. */
export async function followAccess(
  tx: TenantTx,
  change: {
    /** Of the audit event. */
    readonly id: string;
    readonly userId: string;
    /** With the key that it had before. */
    readonly device: { readonly id: string; readonly publicKey: string };
    /** By `mayConnect`. */
    readonly hadAccess: boolean;
  },
): Promise<void> {
  const { publicKey } = change.device;
  if (change.hadAccess) {
    if (!(await mayConnect(tx, publicKey))) await askGateways(tx, change);
  } else if (await hasAccess(tx, publicKey)) await withdrawQuestion(tx, publicKey);
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
