export const platforms = ["linux", "macos", "windows", "ios", "android", "router", "other"] as const;
export type Platform = (typeof platforms)[number];
