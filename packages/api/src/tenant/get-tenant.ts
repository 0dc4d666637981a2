import { builtOnce } from "@portcullis/db/built-once";
import { ownershipOffers } from "@portcullis/db/schema/ownership-offers";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenantReadOnly } from "@portcullis/db/tenant";
import { type TenantDetail, tenantDetail } from "@portcullis/domain/tenant";
import { and, eq, sql } from "drizzle-orm";
import { noInput, useCase } from "../kernel/use-case.ts";
import { countAdministratorsWithoutFactor } from "./count-administrators-without-factor.ts";

/** The tenant of whoever asks: settings, owner, and the open offer of ownership. */
export const getTenant = useCase({ access: { permission: "tenant:read" } }, noInput, tenantDetail, (ctx) =>
  withTenantReadOnly(ctx.db, ctx.principal.tenantId, readTenant),
);

/** Somebody in short. */
export const shortPersonColumns = {
  id: users.id,
  email: users.email,
  firstName: users.firstName,
  lastName: users.lastName,
};

/** Whether an offer's time is not over; by the database's clock. */
export const isOpen = sql`${ownershipOffers.expiresAt} > now()`;

const selectSettings = builtOnce((tx) =>
  tx
    .select({
      id: tenants.id,
      slug: tenants.slug,
      name: tenants.name,
      maxDevices: tenants.maxDevices,
      secondFactorPolicy: tenants.secondFactorPolicy,
      gatewayUnreachable: tenants.gatewayUnreachable,
      gatewayGrace: tenants.gatewayGrace,
      approveDevices: tenants.approveDevices,
      restoreLostDevices: tenants.restoreLostDevices,
      brakeLimit: tenants.brakeLimit,
      createdAt: tenants.createdAt,
      updatedAt: tenants.updatedAt,
    })
    .from(tenants)
    .where(eq(tenants.id, tx.tenantId)),
);

const selectOwner = builtOnce((tx) =>
  tx
    .select(shortPersonColumns)
    .from(users)
    .where(and(eq(users.tenantId, tx.tenantId), users.isOwner)),
);

const selectOffer = builtOnce((tx) =>
  tx
    .select({ to: shortPersonColumns, createdAt: ownershipOffers.createdAt, expiresAt: ownershipOffers.expiresAt })
    .from(ownershipOffers)
    .innerJoin(users, and(eq(users.tenantId, ownershipOffers.tenantId), eq(users.id, ownershipOffers.offeredTo)))
    .where(and(eq(ownershipOffers.tenantId, tx.tenantId), isOpen)),
);

/** The tenant whole. An offer whose time is over is none. */
export async function readTenant(tx: TenantTx): Promise<TenantDetail> {
  const [[tenant], [owner], [offer], administratorsWithoutFactor] = await Promise.all([
    selectSettings(tx),
    selectOwner(tx),
    selectOffer(tx),
    countAdministratorsWithoutFactor(tx),
  ]);
  if (!tenant || !owner) throw new Error("The tenant has no owner.");
  return { ...tenant, owner, ownershipOffer: offer ?? null, administratorsWithoutFactor };
}
