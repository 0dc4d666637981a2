export const sortDirections = ["asc", "desc"] as const;
export type SortDirection = (typeof sortDirections)[number];

export const userSorts = ["name", "email", "createdAt", "lastConnection"] as const;
export type UserSort = (typeof userSorts)[number];

/** Groups of people that something should be done about, each as a count elsewhere names it. */
export const userConcerns = ["administrator_without_factor", "over_device_limit", "invitation_expiring"] as const;
export type UserConcern = (typeof userConcerns)[number];

export const deviceSorts = ["name", "createdAt", "lastConnection"] as const;
export type DeviceSort = (typeof deviceSorts)[number];
