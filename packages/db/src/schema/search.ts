import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { tenantId } from "./columns.ts";
import { devices } from "./devices.ts";
import { users } from "./users.ts";

/**
 * What a substring search looks through, kept by triggers on `users` and `devices`. In tables of their own, because an update
 * that moves a row writes every index of its table anew: most of what switching a device cost was its trigrams. Whoever is
 * being deleted has no words.
 */
export const userSearch = pgTable(
  "user_search",
  { tenantId: tenantId(), userId: uuid("user_id").notNull(), words: text("words").notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId] }),
    foreignKey({
      name: "user_search_user",
      columns: [t.tenantId, t.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
    // serves search_users and search_devices: substring
    index("user_search_words").using("gin", t.tenantId, sql`words gin_trgm_ops`).with({ fastupdate: false }),
  ],
);

/** As above, of devices. */
export const deviceSearch = pgTable(
  "device_search",
  { tenantId: tenantId(), deviceId: uuid("device_id").notNull(), words: text("words").notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.deviceId] }),
    foreignKey({
      name: "device_search_device",
      columns: [t.tenantId, t.deviceId],
      foreignColumns: [devices.tenantId, devices.id],
    }).onDelete("cascade"),
    // serves search_devices: substring
    index("device_search_words").using("gin", t.tenantId, sql`words gin_trgm_ops`).with({ fastupdate: false }),
  ],
);
