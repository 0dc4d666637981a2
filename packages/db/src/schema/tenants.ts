import { type PostureEnforcement, postureMaxAgeDefault } from "@portcullis/domain/device/posture";
import { gatewayGraceDefault, type UnreachablePolicy } from "@portcullis/domain/gateway";
import type { SecondFactorPolicy } from "@portcullis/domain/second-factor";
import { tenantMaxDevicesDefault } from "@portcullis/domain/user/device-limit";
import { sql } from "drizzle-orm";
import { boolean, check, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, timestamptz, updatedAt } from "./columns.ts";

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
    /** Whether a new device waits for an administrator. */
    approveDevices: boolean("approve_devices").notNull().default(false),
    /** Whether people may switch a device on again that they reported lost, by their second factor. */
    restoreLostDevices: boolean("restore_lost_devices").notNull().default(false),
    /** People whom one person may switch off within an hour without more ado; null: what the brake reckons by itself. */
    brakeLimit: integer("brake_limit"),
    /** What becomes of a device that does not comply with `posture_rules`. */
    postureEnforcement: text("posture_enforcement").$type<PostureEnforcement>().notNull().default("advisory"),
    /** Minutes after which a posture report says nothing any more. */
    postureMaxAge: integer("posture_max_age").notNull().default(postureMaxAgeDefault),
    /** What a gateway does that cannot reach the console for `gatewayGrace` seconds. */
    gatewayUnreachable: text("gateway_unreachable").$type<UnreachablePolicy>().notNull().default("keep"),
    gatewayGrace: integer("gateway_grace").notNull().default(gatewayGraceDefault),
    /**
     * Since when nobody of this tenant is let in but its owner, because a backup was restored: whatever was revoked after the
     * backup would live again. Null: it is open.
     */
    pausedSince: timestamptz("held_since"),
    /** The database in which this row came to be. A restored one has another name for itself, and tells by it. */
    home: text("home").notNull().default(sql`database_home()`),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    // serves sign-in: tenant by slug
    unique("tenants_slug").on(t.slug),
    check("tenants_status", sql`${t.status} in ('active', 'suspended')`),
    check("tenants_second_factor_policy", sql`${t.secondFactorPolicy} in ('optional', 'administrators')`),
    check("tenants_posture_enforcement", sql`${t.postureEnforcement} in ('advisory', 'required')`),
    check("tenants_posture_max_age", sql`${t.postureMaxAge} between 5 and 10080`),
    check("tenants_gateway_unreachable", sql`${t.gatewayUnreachable} in ('keep', 'fail_closed')`),
    check("tenants_gateway_grace", sql`${t.gatewayGrace} between 30 and 86400`),
    check("tenants_brake_limit", sql`${t.brakeLimit} between 1 and 100000`),
    check("tenants_max_devices", sql`${t.maxDevices} between 0 and 10000`),
    check("tenants_address_range", sql`family(${t.addressRange}::cidr) = 4`),
  ],
);
