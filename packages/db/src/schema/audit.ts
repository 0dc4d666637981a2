import type { ActorKind, AuditDetails, TargetKind } from "@portcullis/domain/audit";
import type { AuditAction } from "@portcullis/domain/audit-action";
import { sql } from "drizzle-orm";
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, tenantId, timestamptz } from "./columns.ts";
import { tenants } from "./tenants.ts";

/** Append-only for the application: ids, actions and names of fields, nothing personal. No foreign keys to people or devices: the audit log outlives them. */
export const auditEvents = pgTable(
  "audit_events",
  {
    tenantId: tenantId().references(() => tenants.id),
    id: uuid("id").notNull(),
    at: timestamptz("at").notNull(),
    action: text("action").$type<AuditAction>().notNull(),
    actorKind: text("actor_kind").$type<ActorKind>().notNull(),
    actorId: uuid("actor_id"),
    targetKind: text("target_kind").$type<TargetKind>().notNull(),
    targetId: uuid("target_id"),
    /** The user whom it is about. */
    subjectId: uuid("subject_id"),
    cascadeId: uuid("cascade_id"),
    changed: text("changed").array().notNull().default(sql`'{}'`),
    /** SHA-256 over salt and details: proves them while they exist, tells nothing once they are erased. */
    detailsHash: bytes("details_hash"),
    /** The same over salt and origin. */
    originHash: bytes("origin_hash"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // serves audit.list
    index("audit_events_at").on(t.tenantId, t.at, t.id),
    // serves audit.list by actor
    index("audit_events_actor").on(t.tenantId, t.actorId, t.at, t.id),
    // serves audit.list by target
    index("audit_events_target").on(t.tenantId, t.targetId, t.at, t.id),
    // serves audit.list by the user concerned: the activity tab
    index("audit_events_subject").on(t.tenantId, t.subjectId, t.at, t.id),
    // serves audit.list by action
    index("audit_events_action").on(t.tenantId, t.action, t.at, t.id),
  ],
);

/** Personal values of an event, erased with the person they are about. */
export const auditDetails = pgTable(
  "audit_details",
  {
    tenantId: tenantId(),
    eventId: uuid("event_id").notNull(),
    subjectId: uuid("subject_id"),
    salt: bytes("salt").notNull(),
    details: jsonb("details").$type<AuditDetails>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.eventId] }),
    foreignKey({
      name: "audit_details_event",
      columns: [t.tenantId, t.eventId],
      foreignColumns: [auditEvents.tenantId, auditEvents.id],
    }),
    // serves the erasure of a person
    index("audit_details_subject").on(t.tenantId, t.subjectId),
  ],
);

/** Where the hand of an event came from; erased with the person whose hand it was. */
export const auditOrigins = pgTable(
  "audit_origins",
  {
    tenantId: tenantId(),
    eventId: uuid("event_id").notNull(),
    /** The actor; of a failed sign-in, whose account was tried. */
    personId: uuid("person_id"),
    address: text("address").notNull(),
    /** What the browser calls itself. */
    agent: text("agent"),
    /** Null where a version wrote it that proved no origins. */
    salt: bytes("salt"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.eventId] }),
    foreignKey({
      name: "audit_origins_event",
      columns: [t.tenantId, t.eventId],
      foreignColumns: [auditEvents.tenantId, auditEvents.id],
    }),
    // serves the erasure of a person
    index("audit_origins_person").on(t.tenantId, t.personId),
  ],
);

/**
 * How often somebody was refused for one reason within one minute: the first refusal is an event, the others are counted here, so
 * that asking again and again floods nothing.
 */
export const auditRefusals = pgTable(
  "audit_refusals",
  {
    tenantId: tenantId().references(() => tenants.id),
    actorId: uuid("actor_id").notNull(),
    reason: text("reason").notNull(),
    minute: timestamptz("minute").notNull(),
    /** The event of the first one. */
    eventId: uuid("event_id").notNull(),
    count: integer("count").notNull(),
    /** Each that was asked for, once. */
    procedures: text("procedures").array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.actorId, t.reason, t.minute] }),
    // serves audit.list: how often the refusal of an event was repeated
    uniqueIndex("audit_refusals_event").on(t.tenantId, t.eventId),
  ],
);
