import type { Platform } from "@portcullis/domain/device/platform";

/** Platforms as their makers spell them. */
export const platformNames: Readonly<Record<Platform, string>> = {
  linux: "Linux",
  macos: "macOS",
  windows: "Windows",
  ios: "iOS",
  android: "Android",
  router: "Router",
  other: "Other",
};
