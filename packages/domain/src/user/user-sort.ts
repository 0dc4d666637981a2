export const userSorts = ["name", "email", "createdAt", "lastConnection"] as const;
export type UserSort = (typeof userSorts)[number];
