import { z } from "zod";
import { timestamp } from "./timestamp.ts";

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
  pausedUntil: timestamp.nullable(),
});
export type InvitationProgress = z.infer<typeof invitationProgress>;

/**
 * What became of one turn of the worker in a tenant. `paused`: the mails of the hour are used up; `postponed`: this one
 * address had a mail less than a minute ago; `idle`: nobody is due.
 */
export const invitationOutcome = z.enum(["sent", "failed", "passed_over", "paused", "postponed", "idle"]);
export type InvitationOutcome = z.infer<typeof invitationOutcome>;

/** The invitations that are being sent, as people see it; null where none are. */
export const sendingInvitations = invitationProgress
  .extend({
    /** Mails that the queue may take of an hour. */
    perHour: z.int().positive(),
    /** Since when somebody could have been mailed and nobody was; later than now while all wait for their time. */
    idleSince: timestamp,
  })
  .nullable();
export type SendingInvitations = z.infer<typeof sendingInvitations>;

export const stopInvitations = z.strictObject({});
export const stoppedInvitations = z.strictObject({
  /** Invitations that waited and are not sent. */
  stopped: count,
});
export type StoppedInvitations = z.infer<typeof stoppedInvitations>;

/** Seconds in which a queue that may be worked on should have moved; alerts wait as long. */
export const idleInvitationsSeconds = 600;

/** Seconds until the last is sent, as far as the hour's budget decides it. */
export function sendingSecondsLeft(sending: NonNullable<SendingInvitations>, now: number): number {
  const { waiting, perHour, pausedUntil } = sending;
  if (!pausedUntil) return (waiting / perHour) * 3600;
  const pause = Math.max(0, Date.parse(pausedUntil) - now) / 1000;
  return pause + (Math.max(0, waiting - perHour) / perHour) * 3600;
}
