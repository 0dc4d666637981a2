import { foreignKey, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { tenantId, updatedAt } from "./columns.ts";
import { users } from "./users.ts";

/** Password hashes, apart from the profile: no profile read can touch them. */
export const credentials = pgTable(
  "credentials",
  {
    tenantId: tenantId(),
    userId: uuid("user_id").notNull(),
    /** argon2id in PHC string form. */
    passwordHash: text("password_hash").notNull(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId] }),
    foreignKey({
      name: "credentials_user",
      columns: [t.tenantId, t.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
  ],
);
