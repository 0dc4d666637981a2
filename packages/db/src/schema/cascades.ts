import type { CascadeKind, CascadeStatus } from "@portcullis/domain/cascade";
import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { tenantId, timestamptz } from "./columns.ts";
import { tenants } from "./tenants.ts";

/** The durable queue and, later, the receipt. No foreign key to users: the receipt outlives the person. */
export const cascades = pgTable(
  "cascades",
  {
    tenantId: tenantId().references(() => tenants.id),
    id: uuid("id").notNull(),
    userId: uuid("user_id").notNull(),
    kind: text("kind").$type<CascadeKind>().notNull(),
    status: text("status").$type<CascadeStatus>().notNull().default("running"),
    /** The user's generation that this carries through; an older one than the user's is stale. */
    generation: integer("generation").notNull(),
    /** Null when the operator of the machine asked. */
    requestedBy: uuid("requested_by"),
    requestedAt: timestamptz("requested_at").notNull(),
    /** Free words of the administrator; erased with the person they are about. */
    reason: text("reason"),
    sessionsEnded: integer("sessions_ended").notNull(),
    devicesTotal: integer("devices_total").notNull(),
    devicesDone: integer("devices_done").notNull().default(0),
    /** The last device that the walk has passed. */
    cursor: uuid("walked_to"),
    startedAt: timestamptz("started_at"),
    finishedAt: timestamptz("finished_at"),
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: timestamptz("next_attempt_at").notNull(),
    failureReason: text("failure_reason"),
    /** The `traceparent` (W3C) of the call that asked, where it was traced: the worker's batches go on from there. */
    traceParent: text("trace_parent"),
    /** The bulk operation that asked, where one did. */
    bulkId: uuid("bulk_id"),
    /** Whether its user could use what it takes away: what the brake counts. */
    lostAccess: boolean("lost_access").notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // serves due_cascades: the worker's queue, and counts_for_metrics
    index("cascades_due").on(t.nextAttemptAt).where(sql`status = 'running'`),
    // serves user.get: the newest of a user; and cascade.list by user
    index("cascades_of_user").on(t.tenantId, t.userId, t.id),
    // serves cascade.list by status, and counts_for_metrics
    index("cascades_status").on(t.tenantId, t.status, t.id),
    // serves the brake: whom somebody has lately switched off, one by one
    index("cascades_lost_access")
      .on(t.tenantId, t.requestedBy, t.requestedAt)
      .where(sql`lost_access and bulk_id is null`),
    // serves bulk.receipt
    index("cascades_of_bulk").on(t.tenantId, t.bulkId).where(sql`bulk_id is not null`),
    check("cascades_kind_known", sql`${t.kind} in ('deactivate', 'reactivate', 'delete')`),
    check("cascades_status_known", sql`${t.status} in ('running', 'done', 'superseded', 'failed')`),
    check("cascades_finished", sql`(${t.finishedAt} is null) = (${t.status} in ('running', 'failed'))`),
  ],
);

/** The receipt's lines. No foreign key to devices: they outlive the device. */
export const cascadeDevices = pgTable(
  "cascade_devices",
  {
    tenantId: tenantId(),
    cascadeId: uuid("cascade_id").notNull(),
    deviceId: uuid("device_id").notNull(),
    switchedAt: timestamptz("switched_at").notNull(),
    /** As they were then: the receipt outlives the device. Null on lines of an older release. */
    publicKey: text("public_key"),
    addresses: text("addresses").array(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.cascadeId, t.deviceId] }),
    foreignKey({
      name: "cascade_devices_cascade",
      columns: [t.tenantId, t.cascadeId],
      foreignColumns: [cascades.tenantId, cascades.id],
    }),
  ],
);
