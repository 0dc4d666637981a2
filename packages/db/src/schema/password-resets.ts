import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, primaryKey, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, createdAt, tenantId, timestamptz } from "./columns.ts";
import { users } from "./users.ts";

/** The one open reset link of a user: a newer one takes its place, using it deletes it. */
export const passwordResets = pgTable(
  "password_resets",
  {
    tenantId: tenantId(),
    userId: uuid("user_id").notNull(),
    /** SHA-256 of the secret in the link. */
    tokenHash: bytes("token_hash").notNull(),
    /** The administrator who made it; null where the person asked for it. */
    requestedBy: uuid("requested_by"),
    createdAt: createdAt(),
    expiresAt: timestamptz("expires_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId] }),
    foreignKey({
      name: "password_resets_user",
      columns: [t.tenantId, t.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
    // serves passwordReset.inspect and complete: the reset behind a link
    uniqueIndex("password_resets_token").on(t.tenantId, t.tokenHash),
    // serves the revocation of a user's credentials: the reset links that they made for others
    index("password_resets_requested_by").on(t.tenantId, t.requestedBy).where(sql`requested_by is not null`),
  ],
);
