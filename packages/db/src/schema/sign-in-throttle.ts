import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bytes, timestamptz } from "./columns.ts";

/** Sign-in attempts and mails, counted by hashes only: no tenant, no grants; reached by its functions alone. */
export const signInThrottle = pgTable(
  "sign_in_throttle",
  {
    /**
     * What is counted: mails for `mail`, attempts for the others. `known` is an address from which the account was signed in
     * to, `slow` the last attempt that was allowed from an address over its budget.
     */
    scope: text("scope").$type<"account" | "address" | "pair" | "known" | "slow" | "mail">().notNull(),
    /** SHA-256 of slug and e-mail, of the address (`address`, `slow`), of both (`pair`, `known`), or of whom mails are counted for. */
    key: bytes("key").notNull(),
    attempts: integer("attempts").notNull(),
    /** Of the first attempt; for `known` and `slow`, of the last one. */
    windowStartedAt: timestamptz("window_started_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.scope, t.key] }),
    // serves count_attempt and count_mail: forgetting what is over
    index("sign_in_throttle_age").on(t.scope, t.windowStartedAt),
    check("sign_in_throttle_scope", sql`${t.scope} in ('account', 'address', 'pair', 'known', 'slow', 'mail')`),
  ],
);
