import { z } from "zod";

const count = z.int().min(0);

/** Invitations that may wait in one tenant. */
export const queuedInvitationsMax = 200_000;

/** Times that a mail is tried, hours apart in the end, before its person is given up. */
export const mailAttemptsMax = 8;

/** How far the worker is with mailing the invitations that were queued. */
export const invitationProgress = z.strictObject({
  total: count,
  waiting: count,
  sent: count,
  /** Gone, switched off, active or invited by somebody when it was their turn. */
  passedOver: count,
  /** Given up after `mailAttemptsMax` attempts. */
  failed: count,
  /** The mails of the hour are used up until then; null: they are not. */
  pausedUntil: z.date().nullable(),
});
export type InvitationProgress = z.infer<typeof invitationProgress>;

/** What became of one turn of the worker in a tenant. `idle`: nobody is due. */
export const invitationOutcome = z.enum(["sent", "failed", "passed_over", "paused", "idle"]);
export type InvitationOutcome = z.infer<typeof invitationOutcome>;
