/** All of them, as far as one page goes; a tenant has a few. */
export const gatewaysQuery = { limit: 100 } as const;
