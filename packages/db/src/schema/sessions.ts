import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, createdAt, tenantId, timestamptz } from "./columns.ts";
import { users } from "./users.ts";

/** Live sign-ins. A revoked one is deleted: there is no dead row that could be mistaken for a live one. */
export const sessions = pgTable(
  "sessions",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    userId: uuid("user_id").notNull(),
    /** SHA-256 of the opaque token in the cookie. */
    tokenHash: bytes("token_hash").notNull(),
    createdAt: createdAt(),
    lastSeenAt: timestamptz("last_seen_at").notNull(),
    expiresAt: timestamptz("expires_at").notNull(),
    address: text("address"),
    agent: text("agent"),
    /** When the person last proved who they are: at sign-in, or asked again before something delicate. */
    confirmedAt: timestamptz("confirmed_at").notNull().default(sql`now()`),
    /** By what: `password`, `totp`, `recovery`, or the id of a passkey. */
    confirmedWith: text("confirmed_with").notNull().default("password"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: "sessions_user",
      columns: [t.tenantId, t.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
    // serves every request: the session behind a cookie
    uniqueIndex("sessions_token").on(t.tenantId, t.tokenHash),
    // serves session.list and the revocation of all of a user's sessions
    index("sessions_of_user").on(t.tenantId, t.userId, t.id),
  ],
);
