import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { binaryText, tenantId } from "./columns.ts";
import { devices } from "./devices.ts";
import { users } from "./users.ts";

/**
 * The text that a substring search of users looks through, with its other spellings (`search_forms`); triggers keep it, and
 * leave out users who are being deleted. It has its own table, because an update that moves a row writes every index of its
 * table, and this one's trigram index is expensive.
 */
export const userSearch = pgTable(
  "user_search",
  { tenantId: tenantId(), userId: uuid("user_id").notNull(), searchText: text("words").notNull() },
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
  { tenantId: tenantId(), deviceId: uuid("device_id").notNull(), searchText: text("words").notNull() },
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

/** Names that begin with an accent, by two folded letters: for terms that are too short for trigrams. */
export const userSearchPrefixes = pgTable(
  "user_search_prefixes",
  { tenantId: tenantId(), userId: uuid("user_id").notNull(), prefix: binaryText("prefix").notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId, t.prefix] }),
    foreignKey({
      name: "user_search_prefixes_user",
      columns: [t.tenantId, t.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
    // serves page_users: terms of one or two letters
    index("user_search_prefixes_prefix").on(t.tenantId, t.prefix, t.userId),
  ],
);

/** As above, of devices. */
export const deviceSearchPrefixes = pgTable(
  "device_search_prefixes",
  { tenantId: tenantId(), deviceId: uuid("device_id").notNull(), prefix: binaryText("prefix").notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.deviceId, t.prefix] }),
    foreignKey({
      name: "device_search_prefixes_device",
      columns: [t.tenantId, t.deviceId],
      foreignColumns: [devices.tenantId, devices.id],
    }).onDelete("cascade"),
    // serves page_devices: terms of one or two letters
    index("device_search_prefixes_prefix").on(t.tenantId, t.prefix, t.deviceId),
  ],
);
