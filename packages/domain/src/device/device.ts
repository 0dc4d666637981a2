import { z } from "zod";
import { id } from "../ids.ts";
import { countInput, page, pageInput } from "../page.ts";
import { deviceSorts, sortDirections } from "../sort.ts";
import { optionalText, reasonMaxLength, text } from "../text.ts";
import { timestamp } from "../timestamp.ts";
import { livingStatuses } from "../user/lifecycle.ts";
import { accessDenial } from "./access.ts";
import { heldConnection } from "./connection.ts";
import { platforms } from "./platform.ts";
import { compliance, compliances, posture } from "./posture.ts";
import { deviceStatuses } from "./presence.ts";
import { publicKey } from "./public-key.ts";

/**
 * Why a device is switched off. A later one overrides an earlier one only upward: admin and user_deleted stay, and one that its
 * user reported lost stays off when the user returns.
 */
export const deviceCauses = ["admin", "user_deactivated", "user_deleted", "reported_lost"] as const;
export const deviceCause = z.enum(deviceCauses);
export type DeviceCause = z.infer<typeof deviceCause>;

export const platform = z.enum(platforms);

export const deviceName = text(100);

/** A user in short form, as other records carry it. */
export const userShort = z.strictObject({
  id,
  email: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  image: z.string().nullable(),
  status: z.enum(livingStatuses),
  lastConnection: timestamp.nullable(),
});
export type UserShort = z.infer<typeof userShort>;

/** One machine of one user. `active` is false exactly while `cause` is set. */
export const deviceDetail = z.strictObject({
  id,
  name: z.string(),
  platform,
  publicKey: z.string(),
  hardwareId: z.string().nullable(),
  appVersion: z.string().nullable(),
  /** What gateways send to it, in CIDR form: its addresses and what is routed to it. */
  allowedIps: z.array(z.string()),
  /** Its own tunnel addresses. */
  addresses: z.array(z.string()),
  /** The networks that lie behind it. */
  routedNetworks: z.array(z.string()),
  active: z.boolean(),
  status: z.enum(deviceStatuses),
  cause: deviceCause.nullable(),
  /** When it was switched off, while it is. */
  deactivatedAt: timestamp.nullable(),
  lastConnection: timestamp.nullable(),
  /** The connection that it has, or had last: whether it still has it, `status` says. Null where no gateway ever heard it. */
  connection: heldConnection.nullable(),
  /** When it was let in; null while it waits for an administrator. */
  approvedAt: timestamp.nullable(),
  /** Why it may not connect; none: it may. */
  denials: z.array(accessDenial),
  compliance,
  /** Null where it never reported. */
  posture: posture.nullable(),
  /** Whether there is a token with which it reports; what it is, is told when it is made. */
  hasPostureToken: z.boolean(),
  createdAt: timestamp,
  updatedAt: timestamp,
  user: userShort,
});
export type DeviceDetail = z.infer<typeof deviceDetail>;

/** Which devices a list, a count or a bulk operation is about: all of it must match. */
export const deviceFilter = z.strictObject({
  /** As of users; each word in the device's name and hardware id, or in its user's. */
  search: optionalText(100).optional(),
  userId: id.optional(),
  platform: z.array(platform).max(platforms.length).optional(),
  status: z.array(z.enum(deviceStatuses)).max(deviceStatuses.length).optional(),
  compliance: z.array(compliance).max(compliances.length).optional(),
  /** Those that wait for an administrator, or those that do not. */
  awaitingApproval: z.boolean().optional(),
});
export type DeviceFilter = z.infer<typeof deviceFilter>;

export const listDevices = deviceFilter.extend({
  sort: z.enum(deviceSorts).default("name"),
  direction: z.enum(sortDirections).default("asc"),
  ...pageInput,
});
export type ListDevices = z.infer<typeof listDevices>;
export const devicePage = page(deviceDetail);

export const countDevices = deviceFilter.extend(countInput);
export type CountDevices = z.infer<typeof countDevices>;

/** `userId` left out means one's own device. */
export const registerDevice = z.strictObject({
  name: deviceName,
  platform,
  publicKey,
  hardwareId: optionalText(200).optional(),
  userId: id.optional(),
});
export type RegisterDevice = z.infer<typeof registerDevice>;

export const renameDevice = z.strictObject({ id, name: deviceName });
export type RenameDevice = z.infer<typeof renameDevice>;

export const setDevicePlatform = z.strictObject({ id, platform });
export type SetDevicePlatform = z.infer<typeof setDevicePlatform>;

export const approveDevice = z.strictObject({
  id,
  /** The key that the administrator saw; another one means CONFLICT `device_key_changed`, as it may be another machine. */
  ifPublicKey: publicKey.optional(),
});
export type ApproveDevice = z.infer<typeof approveDevice>;

export const deviceById = z.strictObject({ id });
export type DeviceById = z.infer<typeof deviceById>;

/** The reason stands in the audit log, and the device's user may read it; for a device of the owner it is required. */
export const deactivateDevice = z.strictObject({ id, reason: optionalText(reasonMaxLength).optional() });
export type DeactivateDevice = z.infer<typeof deactivateDevice>;

/** The token with which the device reports its posture, told this once. */
export const postureToken = z.strictObject({ token: z.string() });
export type PostureToken = z.infer<typeof postureToken>;

/** The public half of the pair that the device has from now on. */
export const rotateDeviceKey = z.strictObject({ id, publicKey });
export type RotateDeviceKey = z.infer<typeof rotateDeviceKey>;

/** `userId` is the person who has the device from now on. */
export const handOverDevice = z.strictObject({ id, userId: id });
export type HandOverDevice = z.infer<typeof handOverDevice>;

export const removedDevice = z.strictObject({ id });
