import type { SecondFactorPolicy } from "@portcullis/domain/second-factor";
import { tenantMaxDevicesDefault } from "@portcullis/domain/user/device-limit";
import { sql } from "drizzle-orm";
import { check, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, updatedAt } from "./columns.ts";

/** Row-level security lets a tenant see its own row only. */
export const tenants = pgTable(
  "tenants",
  {
    id: uuid("id").primaryKey(),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    status: text("status").notNull().default("active"),
    maxDevices: integer("max_devices").notNull().default(tenantMaxDevicesDefault),
    /** Where tunnel addresses are taken from (RFC 6598 shared space by default). */
    addressRange: text("address_range").notNull().default("100.64.0.0/16"),
    /** Who must have a second factor. */
    secondFactorPolicy: text("second_factor_policy").$type<SecondFactorPolicy>().notNull().default("optional"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    // serves sign-in: tenant by slug
    unique("tenants_slug").on(t.slug),
    check("tenants_status", sql`${t.status} in ('active', 'suspended')`),
    check("tenants_second_factor_policy", sql`${t.secondFactorPolicy} in ('optional', 'administrators')`),
    check("tenants_max_devices", sql`${t.maxDevices} between 0 and 10000`),
    check("tenants_address_range", sql`family(${t.addressRange}::cidr) = 4`),
  ],
);
