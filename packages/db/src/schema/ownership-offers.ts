import { foreignKey, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { createdAt, tenantId, timestamptz } from "./columns.ts";
import { users } from "./users.ts";

/** At most one open offer of a tenant's ownership: accepting, cancelling or the end of either side deletes it. */
export const ownershipOffers = pgTable(
  "ownership_offers",
  {
    tenantId: tenantId(),
    offeredBy: uuid("offered_by").notNull(),
    offeredTo: uuid("offered_to").notNull(),
    createdAt: createdAt(),
    expiresAt: timestamptz("expires_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId] }),
    foreignKey({
      name: "ownership_offers_by",
      columns: [t.tenantId, t.offeredBy],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "ownership_offers_to",
      columns: [t.tenantId, t.offeredTo],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
  ],
);
