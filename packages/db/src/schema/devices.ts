import type { DeviceCause } from "@portcullis/domain/device/device";
import type { Platform } from "@portcullis/domain/device/platform";
import type { PostureChecks } from "@portcullis/domain/device/posture";
import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  cidr,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { binaryText, bytes, createdAt, tenantId, timestamptz, updatedAt, versionKey } from "./columns.ts";
import { users } from "./users.ts";

export const devices = pgTable(
  "devices",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    userId: uuid("user_id").notNull(),
    name: text("name").notNull(),
    platform: text("platform").$type<Platform>().notNull(),
    publicKey: text("public_key").notNull(),
    hardwareId: text("hardware_id"),
    appVersion: text("app_version"),
    /** Why it is off; null while it is on. `active` is the same fact said as a flag, so the two cannot disagree. */
    cause: text("cause").$type<DeviceCause>(),
    active: boolean("active").generatedAlwaysAs(sql`cause is null`),
    deactivatedAt: timestamptz("deactivated_at"),
    /** When it was let in: at its registration, or by an administrator where the tenant asks for one. Null: it waits. */
    approvedAt: timestamptz("approved_at").default(sql`now()`),
    lastConnection: timestamptz("last_connection"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    nameKey: binaryText("name_key").generatedAlwaysAs(sql`lower(name)`),
    /** As in `users`. */
    lastConnectionKey: timestamptz("last_connection_key").generatedAlwaysAs(
      sql`coalesce(last_connection, '1970-01-01 00:00:00+00'::timestamptz)`,
    ),
    searchText: text("search_text").generatedAlwaysAs(sql`lower(name || ' ' || coalesce(hardware_id, ''))`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ name: "devices_user", columns: [t.tenantId, t.userId], foreignColumns: [users.tenantId, users.id] }),
    // serves the rule: a key is one peer of the tenant's network; and the import's look-up
    uniqueIndex("devices_public_key").on(t.tenantId, t.publicKey),
    // serves the cascade's walk, user.get, the limit's count
    index("devices_of_user").on(t.tenantId, t.userId, t.id),
    // serves device.list by name, and the prefix search
    index("devices_name").on(t.tenantId, t.nameKey, t.id),
    // serves device.list by creation
    index("devices_created").on(t.tenantId, t.createdAt, t.id),
    // serves device.list by last connection, and the filter online of device.list and user.list
    index("devices_last_connection").on(t.tenantId, t.lastConnectionKey, t.id),
    // serves device.list by platform
    index("devices_platform").on(t.tenantId, t.platform, t.nameKey, t.id),
    // serves device.list: the switched-off
    index("devices_deactivated").on(t.tenantId, t.nameKey, t.id).where(sql`cause is not null`),
    // serves device.list: those that wait for an administrator
    index("devices_awaiting").on(t.tenantId, t.nameKey, t.id).where(sql`approved_at is null`),
    check("devices_cause_known", sql`${t.cause} in ('admin', 'user_deactivated', 'user_deleted', 'reported_lost')`),
    check("devices_deactivated_at", sql`(${t.cause} is null) = (${t.deactivatedAt} is null)`),
  ],
);

/**
 * What a gateway sends to a device (WireGuard's AllowedIPs): its own tunnel addresses, and the networks that are routed to it.
 * One network belongs to one device of a tenant.
 */
export const deviceAddresses = pgTable(
  "device_addresses",
  {
    tenantId: tenantId(),
    network: cidr("network").notNull(),
    deviceId: uuid("device_id").notNull(),
    /** It lies behind the device, which does not have it as an address. */
    routed: boolean("routed").notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.network] }),
    foreignKey({
      name: "device_addresses_device",
      columns: [t.tenantId, t.deviceId],
      foreignColumns: [devices.tenantId, devices.id],
    }).onDelete("cascade"),
    // serves device.get and the peers: the addresses of a device
    index("device_addresses_device").on(t.tenantId, t.deviceId),
    // serves device.connection: the networks behind devices, which are few
    index("device_addresses_routed").on(t.tenantId, t.network).where(sql`routed`),
  ],
);

/** What a device last said of itself. Whether that complies is derived, by the view `device_access`: rules change, reports age. */
export const devicePosture = pgTable(
  "device_posture",
  {
    tenantId: tenantId(),
    deviceId: uuid("device_id").notNull(),
    lastCheck: timestamptz("last_check").notNull(),
    /** Check → passed; what could not be told is left out. */
    checks: jsonb("checks").$type<PostureChecks>().notNull(),
    osVersion: text("os_version"),
    versionKey: versionKey("version_key", "os_version"),
    /** `lastCheck` of the report whose expiry was looked at already. */
    expiredCheck: timestamptz("expired_check"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.deviceId] }),
    foreignKey({
      name: "device_posture_device",
      columns: [t.tenantId, t.deviceId],
      foreignColumns: [devices.tenantId, devices.id],
    }).onDelete("cascade"),
    // serves posture.expire and due_expiries: reports whose expiry nobody has looked at, oldest first
    index("device_posture_due").on(t.tenantId, t.lastCheck).where(sql`expired_check is distinct from last_check`),
  ],
);

/** The token with which a device reports its posture, and nothing else. */
export const deviceTokens = pgTable(
  "device_tokens",
  {
    tenantId: tenantId(),
    deviceId: uuid("device_id").notNull(),
    /** SHA-256. */
    tokenHash: bytes("token_hash").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.deviceId] }),
    foreignKey({
      name: "device_tokens_device",
      columns: [t.tenantId, t.deviceId],
      foreignColumns: [devices.tenantId, devices.id],
    }).onDelete("cascade"),
    // serves device.reportPosture: the device behind a token
    uniqueIndex("device_tokens_token").on(t.tenantId, t.tokenHash),
  ],
);
