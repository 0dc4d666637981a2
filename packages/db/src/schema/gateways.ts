import type { UnreachablePolicy } from "@portcullis/domain/gateway";
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
import { binaryText, bytes, createdAt, tenantId, timestamptz, updatedAt } from "./columns.ts";
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
    lastReport: timestamptz("last_report"),
    /** When its agent first came for the peers; null: nobody was ever let in there, unless it reported to an older release. */
    contactedAt: timestamptz("contacted_at"),
    /** Milliseconds that the newest confirmation took. */
    lagMs: integer("lag_ms"),
    /** What it does without the console for `grace` seconds; null: what the tenant says. */
    unreachable: text("unreachable").$type<UnreachablePolicy>(),
    grace: integer("grace"),
    /** The same as its agent last said that it has it; null where an older agent does not say. */
    appliedUnreachable: text("applied_unreachable").$type<UnreachablePolicy>(),
    appliedGrace: integer("applied_grace"),
    /** Since when nobody is let through it; null: it is open. */
    closedAt: timestamptz("closed_at"),
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
    check("gateways_unreachable", sql`${t.unreachable} in ('keep', 'fail_closed')`),
    check(
      "gateways_grace",
      sql`(${t.grace} between 30 and 86400) and (${t.unreachable} is null) = (${t.grace} is null)`,
    ),
    check("gateways_applied", sql`${t.appliedUnreachable} in ('keep', 'fail_closed')`),
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
    /** Null where the change was everybody's: of the tenant's rules, or of the gateway itself. */
    userId: uuid("user_id"),
    /** The key that has to go where the change was one device's; null: all of the user's. */
    publicKey: text("public_key"),
    deviceId: uuid("device_id"),
    /** When the change was made, by the database's clock. */
    askedAt: timestamptz("asked_at").notNull(),
    /** When the confirmation arrived, by the database's clock; the peers were gone before. */
    confirmedAt: timestamptz("confirmed_at"),
    /** When and by whom it was settled: an administrator's word, which a confirmation that still comes overrides. */
    settledAt: timestamptz("settled_at"),
    settledBy: uuid("settled_by"),
    /** Free words; erased with the person whom the change is about. */
    settledReason: text("settled_reason"),
    /** What a confirmation told of the removed peers: the last handshake, and bytes since the report before the change. */
    lastHandshake: timestamptz("last_handshake"),
    received: bigint("received", { mode: "number" }),
    sent: bigint("sent", { mode: "number" }),
    /** The `traceparent` (W3C) of the call that asked, where it was traced. */
    traceParent: text("trace_parent"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.changeId, t.gatewayId] }),
    check("gateway_confirmations_one_device", sql`(${t.publicKey} is null) = (${t.deviceId} is null)`),
    check("gateway_confirmations_settled", sql`(${t.settledAt} is null) = (${t.settledBy} is null)`),
    // serves cascade.list by state, and the erasure of a person
    index("gateway_confirmations_settled").on(t.tenantId, t.changeId).where(sql`settled_at is not null`),
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
    lastHandshake: timestamptz("last_handshake").notNull(),
    /** When the connection began that it has, or had last: the first handshake after a silence. */
    connectedSince: timestamptz("connected_since").notNull(),
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
 * Connections that have ended, one row each however long they lasted; the current or latest one of a device is in
 * `device_presence`. There is no foreign key to gateways, because the history outlives them.
 */
export const deviceConnections = pgTable(
  "device_connections",
  {
    tenantId: tenantId(),
    deviceId: uuid("device_id").notNull(),
    gatewayId: uuid("gateway_id").notNull(),
    startedAt: timestamptz("started_at").notNull(),
    endedAt: timestamptz("ended_at").notNull(),
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
