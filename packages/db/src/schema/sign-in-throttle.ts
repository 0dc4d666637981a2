import { sql } from "drizzle-orm";
import { check, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bytes, moment } from "./columns.ts";

/** Sign-in attempts, counted by hashes only: no tenant, no grants; reached by its functions alone. */
export const signInThrottle = pgTable(
  "sign_in_throttle",
  {
    scope: text("scope").$type<"account" | "address">().notNull(),
    /** SHA-256 of slug and e-mail, or of the address. */
    key: bytes("key").notNull(),
    attempts: integer("attempts").notNull(),
    windowStartedAt: moment("window_started_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.scope, t.key] }),
    check("sign_in_throttle_scope", sql`${t.scope} in ('account', 'address')`),
  ],
);
