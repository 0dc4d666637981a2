import { recordAudits } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import { notify } from "@portcullis/db/notify";
import { devices } from "@portcullis/db/schema/devices";
import type { TenantTx } from "@portcullis/db/tenant";
import type { AuditDetails } from "@portcullis/domain/audit";
import type { AuditAction } from "@portcullis/domain/audit-action";
import { conflict, type DomainError, notFound } from "@portcullis/domain/errors";
import {
  type AuthorizationSubject,
  assertNotRefused,
  ceilingRefusal,
  type Refusal,
} from "@portcullis/domain/user/governance";
import { and, asc, eq, sql } from "drizzle-orm";
import { followAccess, keysLetIn } from "../access/internal.ts";
import { noticesOf } from "../kernel/change-set.ts";
import { type Actor, byUser, type Caller, lockActorAndTargets, mayActOnOthers, type Target } from "../kernel/locks.ts";
import { expirePosture } from "./expire-posture.ts";

type Device = typeof devices.$inferSelect;

/** A device of a set. */
export interface DeviceRow {
  /** The device's user. */
  readonly target: Target;
  readonly device: Device;
  /** Whether it has another user by now than the one who is locked. */
  readonly isHandedOver: boolean;
}

export interface LockedDevice extends Pick<DeviceRow, "target" | "device"> {
  readonly actor: Actor;
  /** Whether a gateway might let it in when it was locked. */
  readonly hadAccess: boolean;
}

/**
 * Locks actor, the devices' users and then the devices, in the order that everybody keeps. Left out are unknown and foreign
 * devices, those of users who are being deleted, and other people's where `own` alone would allow it. `look` only reads.
 * @throws {DomainError} UNAUTHORIZED · FORBIDDEN `permission_missing`
 */
export async function lockDevices(
  tx: TenantTx,
  ctx: Caller,
  ids: readonly string[],
  mode: "lock" | "look" = "lock",
): Promise<{ readonly actor: Actor; readonly rows: ReadonlyMap<string, DeviceRow> }> {
  const users = await readUsersOf(tx, ids);
  const { actor, targets } = await lockActorAndTargets(tx, ctx, [...new Set(users.values())], mode);
  const byId = new Map(targets.flatMap((target): [string, Target][] => (target ? [[target.id, target]] : [])));
  const rows = new Map<string, DeviceRow>();
  for (const device of await readRows(tx, ids, mode)) {
    const target = byId.get(users.get(device.id) ?? "");
    if (!target) continue;
    const isHandedOver = device.userId !== target.id;
    // Somebody who may act on their own only is not told that a device is there which another has now.
    if (isHandedOver && !mayActOnOthers(actor, ctx.meta.access)) continue;
    rows.set(device.id, { target, device, isHandedOver });
  }
  return { actor, rows };
}

/**
 * As above for one device, and asks the rules.
 * @throws {DomainError} NOT_FOUND for one that is left out · UNAUTHORIZED · FORBIDDEN `permission_missing`,
 * `privilege_ceiling`, `owner_protected` · CONFLICT `device_handed_over`
 */
export async function lockDevice(
  tx: TenantTx,
  ctx: Caller,
  id: string,
  refusal: (actor: AuthorizationSubject, target: AuthorizationSubject) => Refusal | undefined = ceilingRefusal,
): Promise<LockedDevice> {
  const { actor, rows } = await lockDevices(tx, ctx, [id]);
  const row = rows.get(id);
  if (!row) throw notFound("device");
  const { target, device, isHandedOver } = row;
  assertNotRefused(refusal(actor, target));
  if (isHandedOver) throw handedOver();
  return { actor, target, device, hadAccess: (await readLetIn(tx, [device])).has(device.publicKey) };
}

/**
 * As above for a device that goes to another person, who is locked among the others, in the order of the ids.
 * @throws {DomainError} as above, and NOT_FOUND `userId` for a person who is unknown, foreign or deleting
 */
export async function lockDeviceAndRecipient(
  tx: TenantTx,
  ctx: Caller,
  ids: { readonly id: string; readonly userId: string },
): Promise<LockedDevice & { recipient: Target }> {
  const userId = (await readUsersOf(tx, [ids.id])).get(ids.id);
  if (userId === undefined) throw notFound("device");
  const { actor, targets } = await lockActorAndTargets(tx, ctx, [userId, ids.userId]);
  const [target, recipient] = targets;
  if (!target) throw notFound("device");
  if (!recipient) throw notFound("user", "userId");
  for (const person of [target, recipient]) assertNotRefused(ceilingRefusal(actor, person));
  const [device] = await readRows(tx, [ids.id], "lock");
  if (!device) throw notFound("device");
  if (device.userId !== userId) throw handedOver();
  return { actor, target, recipient, device, hadAccess: (await readLetIn(tx, [device])).has(device.publicKey) };
}

/** Keys of these devices that a gateway may let in now. What ended without a write is recorded first, while the keys are still known. */
export async function readLetIn(tx: TenantTx, of: readonly Device[]): Promise<ReadonlySet<string>> {
  await expirePosture(
    tx,
    of.map(({ id }) => id),
  );
  return keysLetIn(
    tx,
    of.map(({ publicKey }) => publicKey),
  );
}

export const handedOver = (): DomainError =>
  conflict(
    "device_handed_over",
    "This device was handed over to another user in the meantime. Reload it, then try again.",
  );

/** Whose the devices are, before anything is locked. */
async function readUsersOf(tx: TenantTx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await tx.select({ id: devices.id, userId: devices.userId }).from(devices).where(isOneOf(tx, ids));
  return new Map(found.map(({ id, userId }) => [id, userId]));
}

async function readRows(tx: TenantTx, ids: readonly string[], mode: "lock" | "look"): Promise<Device[]> {
  const found = tx.select().from(devices).where(isOneOf(tx, ids)).orderBy(asc(devices.id));
  return mode === "lock" ? found.for("no key update") : found;
}

/** Devices of these ids. */
export const isOneOf = (tx: TenantTx, ids: readonly string[]) =>
  and(eq(devices.tenantId, tx.tenantId), sql`${devices.id} = any(${sql.param([...ids])}::uuid[])`);

/** What somebody did to a device, and whose it is from now on, with its key and access as they were. */
export interface DeviceChange {
  readonly target: { readonly id: string };
  readonly device: Pick<Device, "id" | "publicKey">;
  readonly hadAccess: boolean;
  readonly changed?: string[];
  readonly details?: AuditDetails;
}

/**
 * The audit events of what somebody did to devices by hand, what the gateways have to confirm of it, and the notifications: after
 * the change.
 */
export async function recordDeviceChanges(
  tx: TenantTx,
  actor: Actor,
  action: Extract<AuditAction, `device.${string}`>,
  changes: readonly DeviceChange[],
): Promise<void> {
  const events = changes.map((change) => ({ ...change, id: newId() }));
  await recordAudits(
    tx,
    events.map(({ id, target, device, changed, details }) => ({
      id,
      action,
      actor: byUser(actor),
      target: { kind: "device", id: device.id },
      subjectId: target.id,
      ...(changed && { changed }),
      ...(details && { details }),
    })),
  );
  await followAccess(
    tx,
    ...events.map(({ id, target, device, hadAccess }) => ({ id, userId: target.id, device, hadAccess })),
  );
  await notify(tx, ...noticesOf([...new Set(changes.map(({ target }) => target.id))]));
}

/** The same for one device. */
export function recordDeviceChange(
  tx: TenantTx,
  done: DeviceChange & { readonly actor: Actor },
  action: Extract<AuditAction, `device.${string}`>,
  more: Pick<DeviceChange, "changed" | "details"> = {},
): Promise<void> {
  const { actor, target, device, hadAccess } = done;
  return recordDeviceChanges(tx, actor, action, [{ target, device, hadAccess, ...more }]);
}
