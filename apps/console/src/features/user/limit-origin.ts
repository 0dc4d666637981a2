import type { DeviceLimit } from "@portcullis/domain/user/device-limit";

/** Where a device limit comes from, in words. */
export function limitOrigin({ origin }: DeviceLimit): string {
  switch (origin.kind) {
    case "user":
      return "the user's own limit";
    case "group":
      return `from group ${origin.name}`;
    case "tenant":
      return "the tenant's default";
  }
}
