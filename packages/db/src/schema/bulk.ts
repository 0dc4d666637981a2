import type { ClientInfo } from "@portcullis/domain/audit";
import type { BulkAction, BulkOutcome, BulkReason, BulkSet, BulkStatus, BulkVerb } from "@portcullis/domain/bulk";
import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { tenantId, timestamptz } from "./columns.ts";
import { tenants } from "./tenants.ts";

/** One act over a set of people or devices, whose members are frozen by its preview. The worker carries it through. */
export const bulkOperations = pgTable(
  "bulk_operations",
  {
    tenantId: tenantId().references(() => tenants.id),
    id: uuid("id").notNull(),
    verb: text("verb").$type<BulkVerb>().notNull(),
    action: jsonb("action").$type<BulkAction>().notNull(),
    /** What the members matched, where they were found by a filter. */
    filter: jsonb("filter").$type<Extract<BulkSet, { filter: unknown }>>(),
    /** Lines of a pasted list that matched nobody, or several. */
    unmatched: integer("unmatched").notNull().default(0),
    status: text("status").$type<BulkStatus>().notNull().default("preview"),
    undoes: uuid("undoes"),
    requestedBy: uuid("requested_by").notNull(),
    /** For the audit entries of its members; gone once it has ended. */
    requestedFrom: jsonb("requested_from").$type<ClientInfo>(),
    requestedAt: timestamptz("requested_at").notNull(),
    /** Until when the preview can be started. */
    expiresAt: timestamptz("expires_at").notNull(),
    /** What the brake counts from. */
    startedAt: timestamptz("started_at"),
    finishedAt: timestamptz("finished_at"),
    decidedBy: uuid("decided_by"),
    decidedAt: timestamptz("decided_at"),
    total: integer("total").notNull(),
    changed: integer("changed").notNull().default(0),
    unchanged: integer("unchanged").notNull().default(0),
    refused: integer("refused").notNull().default(0),
    leftAlone: integer("left_alone").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    cancelled: integer("cancelled").notNull().default(0),
    newcomers: integer("newcomers"),
    /** People who lose access by it: what the brake counts. */
    losing: integer("losing").notNull(),
    nextAttemptAt: timestamptz("next_attempt_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // serves due_bulk_operations: the worker's queue
    index("bulk_operations_due").on(t.nextAttemptAt).where(sql`status = 'running'`),
    // serves due_bulk_operations: what nobody started or approved in time
    index("bulk_operations_expiring").on(t.expiresAt).where(sql`status in ('preview', 'waiting')`),
    // serves bulk.list by status, and overview.get: what waits for approval
    index("bulk_operations_status").on(t.tenantId, t.status, t.id),
    // serves the brake: what somebody has started lately
    index("bulk_operations_started").on(t.tenantId, t.requestedBy, t.startedAt).where(sql`started_at is not null`),
    // serves bulk.get: what undid it
    index("bulk_operations_undoes").on(t.tenantId, t.undoes).where(sql`undoes is not null`),
    check(
      "bulk_operations_status_known",
      sql`${t.status} in ('preview', 'waiting', 'running', 'done', 'cancelled', 'stopped', 'declined')`,
    ),
    check(
      "bulk_operations_finished",
      sql`(${t.finishedAt} is null) = (${t.status} in ('preview', 'waiting', 'running'))`,
    ),
  ],
);

/** Its members, each with one result. No foreign key to users or devices: a result outlives whom it is about. */
export const bulkMembers = pgTable(
  "bulk_members",
  {
    tenantId: tenantId(),
    operationId: uuid("operation_id").notNull(),
    /** Of the user or the device. */
    memberId: uuid("member_id").notNull(),
    expected: text("expected").$type<"changed" | "unchanged" | "refused">().notNull(),
    /** What must still be so; null for who was not there. */
    version: text("version"),
    /** What differs from the operation's input for this one: where an undo brings back what each had. */
    input: jsonb("input").$type<Readonly<Record<string, unknown>>>(),
    /** Null before its turn. */
    outcome: text("outcome").$type<BulkOutcome>(),
    reason: text("reason").$type<BulkReason>(),
    message: text("message"),
    at: timestamptz("at"),
    cascadeId: uuid("cascade_id"),
    /** As the operation left it, and what would bring back what was before: for an undo. */
    leftVersion: text("left_version"),
    before: jsonb("before").$type<Readonly<Record<string, unknown>>>(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.operationId, t.memberId] }),
    // serves bulk.results by outcome, and the worker's walk over those whose turn has not come
    index("bulk_members_outcome").on(t.tenantId, t.operationId, t.outcome, t.memberId),
    foreignKey({
      name: "bulk_members_operation",
      columns: [t.tenantId, t.operationId],
      foreignColumns: [bulkOperations.tenantId, bulkOperations.id],
    }).onDelete("cascade"),
    check(
      "bulk_members_outcome_known",
      sql`${t.outcome} in ('changed', 'unchanged', 'refused', 'left_alone', 'failed', 'cancelled')`,
    ),
  ],
);
