/** The tenant of the demo that the storm is about: its people, its gateway, whoever acts. */
export const tenant = "acme";
