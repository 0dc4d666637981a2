import { sql } from "drizzle-orm";
import { bigint, check, index, integer, pgTable, primaryKey, smallint, uuid } from "drizzle-orm/pg-core";
import { bytes, tenantId, timestamptz } from "./columns.ts";
import { tenants } from "./tenants.ts";

/**
 * Events that wait for their seal, a row per statement that wrote them: a trigger on audit_events adds it, so that no writer
 * can forget it. Found by state: an event whose transaction commits late waits here until then.
 */
export const auditUnsealed = pgTable(
  "audit_unsealed",
  {
    tenantId: tenantId().references(() => tenants.id),
    number: bigint("number", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    eventIds: uuid("event_ids").array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.number] })],
);

/** The chain: each seal names the one before it and up to a thousand events. Append-only for the application. */
export const auditSeals = pgTable(
  "audit_seals",
  {
    tenantId: tenantId().references(() => tenants.id),
    /** From 1, without a gap; the key forbids a fork. */
    number: integer("number").notNull(),
    format: smallint("format").notNull(),
    /** The hash of the seal before; zeros for the first. */
    previous: bytes("previous").notNull(),
    eventIds: uuid("event_ids").array().notNull(),
    /** 32 bytes for each event, in the same order. */
    eventHashes: bytes("event_hashes").notNull(),
    sealedAt: timestamptz("sealed_at").notNull(),
    hash: bytes("hash").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.number] }),
    // serves cascade.seal: the seals from the time of an event on
    index("audit_seals_time").on(t.tenantId, t.sealedAt),
    check("audit_seals_hashes", sql`octet_length(${t.eventHashes}) = 32 * cardinality(${t.eventIds})`),
  ],
);

/** The newest seal of each tenant: locked by whoever seals, and what a cut chain is held against. */
export const auditHeads = pgTable(
  "audit_heads",
  {
    tenantId: tenantId().references(() => tenants.id),
    number: integer("number").notNull(),
    hash: bytes("hash").notNull(),
    /** Sealed so far, removed ones too. */
    events: bigint("events", { mode: "number" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId] })],
);

/** Up to where retention has removed the audit log: the chain goes on from here. Written by the owner of the schema alone. */
export const auditCheckpoints = pgTable(
  "audit_checkpoints",
  {
    tenantId: tenantId().references(() => tenants.id),
    /** The last seal that was removed. */
    number: integer("number").notNull(),
    hash: bytes("hash").notNull(),
    /** Removed so far. */
    events: bigint("events", { mode: "number" }).notNull(),
    /** The time of the newest event removed. */
    until: timestamptz("until").notNull(),
    at: timestamptz("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId] })],
);
