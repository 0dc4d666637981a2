/** Mails with a link in an hour: of one person, of a tenant, and those that people of it ask for themselves, signed out. */
export const mailsPerHour = { actor: 100, tenant: 500, requested: 500 } as const;

/** What the operator may allow a tenant in an hour instead. */
export const mailsPerHourMax = 100_000;

/** The same where the operator allows a tenant `perHour`: one person has a fifth of it. */
export function mailBudgets(perHour: number | undefined): Readonly<Record<keyof typeof mailsPerHour, number>> {
  if (perHour === undefined) return mailsPerHour;
  return { actor: Math.max(1, Math.floor(perHour / 5)), tenant: perHour, requested: perHour };
}
