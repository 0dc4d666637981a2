import type { UserStatus } from "@portcullis/domain/user/lifecycle";
import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { binaryText, createdAt, tenantId, timestamptz, updatedAt } from "./columns.ts";
import { tenants } from "./tenants.ts";

export const users = pgTable(
  "users",
  {
    tenantId: tenantId().references(() => tenants.id),
    id: uuid("id").notNull(),
    /** Normalised: trimmed, NFC, lower case. */
    email: binaryText("email").notNull(),
    firstName: text("first_name"),
    lastName: text("last_name"),
    image: text("image"),
    status: text("status").$type<UserStatus>().notNull(),
    isOwner: boolean("is_owner").notNull().default(false),
    maxDevices: integer("max_devices"),
    /** Raised by every lifecycle change: the cascade's fence against stale work. */
    generation: integer("generation").notNull().default(0),
    /** When the person took up the account; what tells `active` from `pending` on reactivation. */
    acceptedAt: timestamptz("accepted_at"),
    lastConnection: timestamptz("last_connection"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    /** What the list is sorted by and a short search begins with. */
    nameKey: binaryText("name_key").generatedAlwaysAs(
      sql`lower(coalesce(nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), ''), email) collate "default")`,
    ),
    lastNameKey: binaryText("last_name_key").generatedAlwaysAs(sql`lower(last_name collate "default")`),
    /**
     * What the list by last connection is sorted by; never connected counts as the epoch. A column, because a condition on
     * `coalesce` is no leakproof one: under row-level security it could use no index.
     */
    lastConnectionKey: timestamptz("last_connection_key").generatedAlwaysAs(
      sql`coalesce(last_connection, '1970-01-01 00:00:00+00'::timestamptz)`,
    ),
    /** What a substring search looks through, in `user_search`. */
    searchText: text("search_text").generatedAlwaysAs(
      sql`lower((coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || email) collate "default")`,
    ),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // serves sign-in and the rule: one living user per e-mail; also the prefix search
    uniqueIndex("users_email").on(t.tenantId, t.email).where(sql`status <> 'deleting'`),
    // serves the rule: never two owners
    uniqueIndex("users_owner").on(t.tenantId).where(sql`is_owner`),
    // serves user.list by name, and the prefix search
    index("users_name").on(t.tenantId, t.nameKey, t.id),
    // serves user.list, prefix search by last name
    index("users_last_name").on(t.tenantId, t.lastNameKey, t.id),
    // serves user.list by e-mail
    index("users_email_sort").on(t.tenantId, t.email, t.id),
    // serves user.list by creation
    index("users_created").on(t.tenantId, t.createdAt, t.id),
    // serves user.list by last connection
    index("users_last_connection").on(t.tenantId, t.lastConnectionKey, t.id),
    // serves user.list by status
    index("users_status").on(t.tenantId, t.status, t.nameKey, t.id),
    check("users_status_known", sql`${t.status} in ('pending', 'active', 'inactive', 'deleting')`),
    check("users_owner_active", sql`not ${t.isOwner} or ${t.status} = 'active'`),
    check("users_max_devices", sql`${t.maxDevices} between 0 and 10000`),
  ],
);
