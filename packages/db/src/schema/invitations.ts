import { boolean, foreignKey, pgTable, primaryKey, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, createdAt, tenantId, timestamptz } from "./columns.ts";
import { users } from "./users.ts";

/** The one open invitation of a pending user. A used or revoked one is deleted; an expired one stays, to be shown as such. */
export const invitations = pgTable(
  "invitations",
  {
    tenantId: tenantId(),
    userId: uuid("user_id").notNull(),
    /** SHA-256 of the secret in the link. */
    tokenHash: bytes("token_hash").notNull(),
    /** Void once this person may no longer invite; no foreign key, as it is read whether they are gone or not. */
    invitedBy: uuid("invited_by").notNull(),
    createdAt: createdAt(),
    expiresAt: timestamptz("expires_at").notNull(),
    /** Of an operator's run that invites many: they can be voided as one. */
    batchId: uuid("batch_id"),
    /** When the mail was taken, or the link written to the operator's file; null for those that people make. */
    handedOverAt: timestamptz("handed_over_at"),
    /** Whether who opens the link has to name the address that it was made for: it came out of a file with many. */
    asksEmail: boolean("asks_email").notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId] }),
    foreignKey({
      name: "invitations_user",
      columns: [t.tenantId, t.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
    // serves invitation.inspect and accept: the invitation behind a link
    uniqueIndex("invitations_token").on(t.tenantId, t.tokenHash),
  ],
);
