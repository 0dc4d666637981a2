import { ownershipOffers } from "@portcullis/db/schema/ownership-offers";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq } from "drizzle-orm";
import { isOpen } from "./read-tenant.ts";

/** The tenant's offer of ownership while its time is not over. */
export async function readOpenOffer(tx: TenantTx): Promise<{ offeredBy: string; offeredTo: string } | undefined> {
  const [offer] = await tx
    .select({ offeredBy: ownershipOffers.offeredBy, offeredTo: ownershipOffers.offeredTo })
    .from(ownershipOffers)
    .where(and(eq(ownershipOffers.tenantId, tx.tenantId), isOpen));
  return offer;
}

/** Whatever became of it: accepted, cancelled, declined, replaced or over. */
export async function removeOffer(tx: TenantTx): Promise<void> {
  await tx.delete(ownershipOffers).where(eq(ownershipOffers.tenantId, tx.tenantId));
}
