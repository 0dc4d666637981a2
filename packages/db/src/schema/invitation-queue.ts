import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, primaryKey, smallint, uuid } from "drizzle-orm/pg-core";
import { createdAt, tenantId, timestamptz } from "./columns.ts";
import { tenants } from "./tenants.ts";

/** A run of an operator that invites many, and how far the worker is with it. */
export const invitationRuns = pgTable(
  "invitation_runs",
  {
    tenantId: tenantId().references(() => tenants.id),
    /** Of the invitations it makes: their `batch_id`. */
    id: uuid("id").notNull(),
    createdAt: createdAt(),
    total: integer("total").notNull().default(0),
    waiting: integer("waiting").notNull().default(0),
    sent: integer("sent").notNull().default(0),
    /** Gone, switched off, active or invited by somebody when it was their turn, or revoked before. */
    passedOver: integer("passed_over").notNull().default(0),
    /** Given up after several attempts. */
    failed: integer("failed").notNull().default(0),
    /** The mails of the hour are used up until then. */
    pausedUntil: timestamptz("paused_until"),
    /** When somebody was added or dealt with last: tells a queue that nobody works on. */
    movedAt: timestamptz("moved_at").notNull().default(sql`now()`),
    stoppedAt: timestamptz("stopped_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // serves due_invitations, waiting_invitations and overview.get: the runs that are not over
    index("invitation_runs_open").on(t.tenantId, t.id).where(sql`waiting > 0`),
    check("invitation_runs_waiting", sql`${t.waiting} >= 0`),
  ],
);

/** Who waits for a mail. No foreign key to users: whoever is gone at their turn is counted as passed over. */
export const queuedInvitations = pgTable(
  "queued_invitations",
  {
    tenantId: tenantId(),
    userId: uuid("user_id").notNull(),
    runId: uuid("run_id").notNull(),
    /** Later than now while a worker sends it, and between two attempts. */
    dueAt: timestamptz("due_at").notNull(),
    attempts: smallint("attempts").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId] }),
    foreignKey({
      name: "queued_invitations_run",
      columns: [t.tenantId, t.runId],
      foreignColumns: [invitationRuns.tenantId, invitationRuns.id],
    }),
    // serves the worker: whose turn it is
    index("queued_invitations_due").on(t.tenantId, t.dueAt, t.userId),
  ],
);
