import { z } from "zod";
import { id } from "./ids.ts";
import { countedPage, pageInput } from "./page.ts";
import { timestamp } from "./timestamp.ts";

/** Hours without a request after which a session is dead (OWASP Session Management: idle time-out). */
export const sessionIdleHours = 12;
/** Days after which a session is dead whatever happens. */
export const sessionAbsoluteDays = 7;
/** Live sessions of one person: a sign-in above it ends the oldest. */
export const sessionsMax = 50;

export const sessionItem = z.strictObject({
  id,
  userId: id,
  createdAt: timestamp,
  lastSeenAt: timestamp,
  expiresAt: timestamp,
  /** Where it was opened from, as the server saw it. */
  address: z.string().nullable(),
  agent: z.string().nullable(),
  /** The session that asks. */
  current: z.boolean(),
});
export type SessionItem = z.infer<typeof sessionItem>;

/** `userId` left out means one's own. */
export const listSessions = z.strictObject({ userId: id.optional(), ...pageInput });
export type ListSessions = z.infer<typeof listSessions>;
export const sessionPage = countedPage(sessionItem);

export const revokeSession = z.strictObject({ id });
export type RevokeSession = z.infer<typeof revokeSession>;

/** Of oneself: every session but the one that asks. Of another: every one. */
export const revokeAllSessions = z.strictObject({ userId: id.optional() });
export type RevokeAllSessions = z.infer<typeof revokeAllSessions>;
export const revokedSessions = z.strictObject({ count: z.int() });
