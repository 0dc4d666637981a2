/** What the API is asked for how many devices wait for an administrator: the total says it. */
export const waitingDevices = { awaitingApproval: true, limit: 1 } as const;
