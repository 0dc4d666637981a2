import { z } from "zod";

/** What became of a mail: handed to the server, not taken by it, or never sent because no server is configured. */
export const mailOutcome = z.enum(["sent", "failed", "off"]);

/**
 * Mails with a link in an hour: of one person, of a tenant, of these those that a queue may take, which leaves some to people,
 * and those that people of it ask for themselves, signed out.
 */
export const mailsPerHour = { actor: 100, tenant: 500, queued: 400, requested: 500 } as const;

/** What the operator may allow a tenant in an hour instead. */
export const mailsPerHourMax = 100_000;

/** The same where the operator allows a tenant `perHour`: one person has a fifth of it, a queue four. */
export function mailBudgets(perHour: number | undefined): Readonly<Record<keyof typeof mailsPerHour, number>> {
  if (perHour === undefined) return mailsPerHour;
  const fifths = (many: number) => Math.max(1, Math.floor((perHour * many) / 5));
  return { actor: fifths(1), tenant: perHour, queued: fifths(4), requested: perHour };
}
