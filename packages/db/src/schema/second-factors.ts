import { bigint, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, createdAt, tenantId, timestamptz } from "./columns.ts";
import { users } from "./users.ts";

/** The authenticator app of a user (RFC 6238). */
export const totpFactors = pgTable(
  "totp_factors",
  {
    tenantId: tenantId(),
    userId: uuid("user_id").notNull(),
    /** The shared secret, sealed with a key that the database does not hold. */
    sealedSecret: bytes("sealed_secret").notNull(),
    /** Null while it is being set up: it lets nobody in yet. */
    confirmedAt: timestamptz("confirmed_at"),
    /** The time step of the last code that was taken: that one and older ones are spent (RFC 6238 §5.2). */
    lastStep: bigint("last_step", { mode: "number" }).notNull().default(0),
    /** Wrong codes of any kind since the last proof that was right. */
    failures: integer("failures").notNull().default(0),
    /** No code of the app is looked at before that; null where it never was. */
    restsUntil: timestamptz("rests_until"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId] }),
    foreignKey({
      name: "totp_factors_user",
      columns: [t.tenantId, t.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
  ],
);

/** One row for each recovery code that was not used yet. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    tenantId: tenantId(),
    userId: uuid("user_id").notNull(),
    /** SHA-256: the codes have 80 random bits. */
    codeHash: bytes("code_hash").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId, t.codeHash] }),
    foreignKey({
      name: "recovery_codes_user",
      columns: [t.tenantId, t.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
  ],
);

/** WebAuthn credentials: a second factor, and on their own a way to sign in. */
export const passkeys = pgTable(
  "passkeys",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    userId: uuid("user_id").notNull(),
    name: text("name").notNull(),
    /** What the authenticator calls it. */
    credentialId: bytes("credential_id").notNull(),
    /** COSE. */
    publicKey: bytes("public_key").notNull(),
    /** The authenticator's signature counter; one that runs backwards is a copy. Many passkeys always say 0. */
    counter: bigint("counter", { mode: "number" }).notNull(),
    transports: text("transports").array().notNull(),
    createdAt: createdAt(),
    lastUsedAt: timestamptz("last_used_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: "passkeys_user",
      columns: [t.tenantId, t.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
    // serves sign-in: the passkey behind an assertion
    uniqueIndex("passkeys_credential").on(t.tenantId, t.credentialId),
    // serves account.security, and whether a user has a second factor
    index("passkeys_of_user").on(t.tenantId, t.userId, t.id),
  ],
);

/** WebAuthn challenges that were answered: each is good once. They prove themselves, so unanswered ones leave no row. */
export const usedChallenges = pgTable(
  "used_challenges",
  {
    tenantId: tenantId(),
    userId: uuid("user_id").notNull(),
    /** SHA-256. */
    challengeHash: bytes("challenge_hash").notNull(),
    /** When the challenge would have ended by itself: the row is of no use after that. */
    expiresAt: timestamptz("expires_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.challengeHash] }),
    foreignKey({
      name: "used_challenges_user",
      columns: [t.tenantId, t.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
    // serves the clearing away of a user's ended challenges
    index("used_challenges_of_user").on(t.tenantId, t.userId, t.expiresAt),
  ],
);
