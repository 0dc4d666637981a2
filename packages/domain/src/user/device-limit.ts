import { z } from "zod";

/** Devices per user where neither the user nor a group says otherwise (the vendor's default). */
export const tenantMaxDevicesDefault = 5;

/** An upper bound that no real person meets; it keeps a typing error from becoming a limit. */
export const maxDevices = z.int().min(0).max(10_000);

export const deviceLimit = z.strictObject({
  value: z.int(),
  /** Where the value comes from: the user's own, the largest of the groups', or the tenant's. */
  origin: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("user") }),
    z.strictObject({ kind: z.literal("group"), id: z.string(), name: z.string() }),
    z.strictObject({ kind: z.literal("tenant") }),
  ]),
});
export type DeviceLimit = z.infer<typeof deviceLimit>;

/** The user's own limit, else the largest of the groups', else the tenant's. */
export function effectiveDeviceLimit(
  own: number | null,
  groups: readonly { id: string; name: string; maxDevices: number | null }[],
  tenantMaxDevices: number,
): DeviceLimit {
  if (own !== null) return { value: own, origin: { kind: "user" } };
  let largest: DeviceLimit | undefined;
  for (const group of groups) {
    if (group.maxDevices !== null && (!largest || group.maxDevices > largest.value)) {
      largest = { value: group.maxDevices, origin: { kind: "group", id: group.id, name: group.name } };
    }
  }
  return largest ?? { value: tenantMaxDevices, origin: { kind: "tenant" } };
}
