export const deviceSorts = ["name", "createdAt", "lastConnection"] as const;
export type DeviceSort = (typeof deviceSorts)[number];
