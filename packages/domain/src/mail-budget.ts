/** Mails that name their sender in an hour; the second is for what people of a tenant ask for themselves while signed out. */
export const mailsPerHour = { actor: 100, tenant: 500, requested: 500 } as const;
