import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { binaryText, bytes, createdAt, moment, tenantId, updatedAt } from "./columns.ts";
import { devices } from "./devices.ts";
import { tenants } from "./tenants.ts";

/** The WireGuard endpoints of a tenant. What the agent reports is null until its first report. */
export const gateways = pgTable(
  "gateways",
  {
    tenantId: tenantId().references(() => tenants.id),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    /** Where clients reach it, as host and port. */
    endpoint: text("endpoint").notNull(),
    /** SHA-256 of the token that its agent holds. */
    tokenHash: bytes("token_hash").notNull(),
    publicKey: text("public_key"),
    version: text("version"),
    peers: integer("peers"),
    lastReport: moment("last_report"),
    /** Milliseconds that the newest confirmation took. */
    lagMs: integer("lag_ms"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    nameKey: binaryText("name_key").generatedAlwaysAs(sql`lower(name)`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // serves every request of an agent: the gateway behind a token
    uniqueIndex("gateways_token").on(t.tenantId, t.tokenHash),
    // serves gateway.list, and the rule that a name is one gateway's
    uniqueIndex("gateways_name").on(t.tenantId, t.nameKey),
  ],
);

/**
 * Which gateway has yet to confirm that access which a change took away is gone from its interface, or when it did: made with
 * the change, so no gateway that was there is forgotten. No foreign keys: the receipt outlives gateway, device and person.
 */
export const gatewayConfirmations = pgTable(
  "gateway_confirmations",
  {
    tenantId: tenantId().references(() => tenants.id),
    /** Of the cascade, or of the audit event where the change was one device's. */
    changeId: uuid("change_id").notNull(),
    gatewayId: uuid("gateway_id").notNull(),
    userId: uuid("user_id").notNull(),
    /** The key that has to go where the change was one device's; null: all of the user's. */
    publicKey: text("public_key"),
    deviceId: uuid("device_id"),
    /** When the change was made, by the database's clock. */
    askedAt: moment("asked_at").notNull(),
    /** When the confirmation arrived, by the database's clock; the peers were gone before. */
    confirmedAt: moment("confirmed_at"),
    /** The `traceparent` (W3C) of the call that asked, where it was traced. */
    traceParent: text("trace_parent"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.changeId, t.gatewayId] }),
    check("gateway_confirmations_one_device", sql`(${t.publicKey} is null) = (${t.deviceId} is null)`),
    // serves agent.peers: what a gateway has yet to confirm, and counts_for_metrics
    index("gateway_confirmations_open").on(t.tenantId, t.gatewayId).where(sql`confirmed_at is null`),
    // serves device.cutOff: the newest change of one device
    index("gateway_confirmations_device").on(t.tenantId, t.deviceId, t.askedAt).where(sql`device_id is not null`),
  ],
);

/** What each gateway last said of each device that ever shook hands with it. */
export const devicePresence = pgTable(
  "device_presence",
  {
    tenantId: tenantId(),
    deviceId: uuid("device_id").notNull(),
    gatewayId: uuid("gateway_id").notNull(),
    /** Where its packets come from, as address and port. */
    endpoint: text("endpoint"),
    lastHandshake: moment("last_handshake").notNull(),
    /** When the connection began that it has, or had last: the first handshake after a silence. */
    connectedSince: moment("connected_since").notNull(),
    /** Bytes altogether, and as the interface counted them last: its counter begins anew with the interface. */
    received: bigint("received", { mode: "number" }).notNull(),
    sent: bigint("sent", { mode: "number" }).notNull(),
    receivedCounter: bigint("received_counter", { mode: "number" }).notNull(),
    sentCounter: bigint("sent_counter", { mode: "number" }).notNull(),
    /** Bytes altogether when the connection began. */
    receivedBefore: bigint("received_before", { mode: "number" }).notNull(),
    sentBefore: bigint("sent_before", { mode: "number" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.deviceId, t.gatewayId] }),
    foreignKey({
      name: "device_presence_device",
      columns: [t.tenantId, t.deviceId],
      foreignColumns: [devices.tenantId, devices.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "device_presence_gateway",
      columns: [t.tenantId, t.gatewayId],
      foreignColumns: [gateways.tenantId, gateways.id],
    }).onDelete("cascade"),
    // serves the removal of a gateway
    index("device_presence_gateway").on(t.tenantId, t.gatewayId),
  ],
);

/**
 * Connections that are over; the one a device has, or had last, is in `device_presence`. One row for a connection however
 * long, so a week of history stays small. No foreign key to gateways: the history outlives them.
 */
export const deviceConnections = pgTable(
  "device_connections",
  {
    tenantId: tenantId(),
    deviceId: uuid("device_id").notNull(),
    gatewayId: uuid("gateway_id").notNull(),
    startedAt: moment("started_at").notNull(),
    endedAt: moment("ended_at").notNull(),
    endpoint: text("endpoint"),
    received: bigint("received", { mode: "number" }).notNull(),
    sent: bigint("sent", { mode: "number" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.deviceId, t.startedAt, t.gatewayId] }),
    foreignKey({
      name: "device_connections_device",
      columns: [t.tenantId, t.deviceId],
      foreignColumns: [devices.tenantId, devices.id],
    }).onDelete("cascade"),
    // serves the overview's plot, and the removal of what is older than a week
    index("device_connections_ended").on(t.tenantId, t.endedAt),
    check("device_connections_order", sql`${t.startedAt} <= ${t.endedAt}`),
  ],
);
