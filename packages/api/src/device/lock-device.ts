import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { devices } from "@portcullis/db/schema/devices";
import type { TenantTx } from "@portcullis/db/tenant";
import type { AuditDetails } from "@portcullis/domain/audit";
import type { AuditAction } from "@portcullis/domain/audit-action";
import { conflict, notFound } from "@portcullis/domain/errors";
import {
  type AuthorizationSubject,
  assertNotRefused,
  ceilingRefusal,
  type Refusal,
} from "@portcullis/domain/user/governance";
import { and, eq } from "drizzle-orm";
import { followAccess, mayConnect } from "../access/internal.ts";
import {
  type Actor,
  byUser,
  type Caller,
  lockActorAndTarget,
  lockActorAndTargets,
  mayActOnOthers,
  type Target,
} from "../kernel/locks.ts";
import { expirePosture } from "./expire-posture.ts";

export interface LockedDevice {
  readonly actor: Actor;
  /** The device's user. */
  readonly target: Target;
  readonly device: typeof devices.$inferSelect;
  /** Whether a gateway might let it in when it was locked. */
  readonly hadAccess: boolean;
}

/**
 * Locks actor, the device's user and then the device, in the order that everybody keeps, and asks the rules.
 * @throws {DomainError} NOT_FOUND for an unknown or foreign device, and for another person's where `own` alone would
 * allow it · FORBIDDEN `permission_missing`, `privilege_ceiling`, `owner_protected` · CONFLICT `device_handed_over`
 */
export async function lockDevice(
  tx: TenantTx,
  ctx: Caller,
  id: string,
  refusal: (actor: AuthorizationSubject, target: AuthorizationSubject) => Refusal | undefined = ceilingRefusal,
): Promise<LockedDevice> {
  const userId = await readHolder(tx, id);
  const { actor, target } = await lockActorAndTarget(tx, ctx, userId);
  assertNotRefused(refusal(actor, target));
  const device = await lockRow(tx, { id, userId }, mayActOnOthers(actor, ctx.meta.access));
  return { actor, target, device, hadAccess: await readAccess(tx, device) };
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
  const userId = await readHolder(tx, ids.id);
  const { actor, targets } = await lockActorAndTargets(tx, ctx, [userId, ids.userId]);
  const [target, recipient] = targets;
  if (!target) throw notFound("device");
  if (!recipient) throw notFound("user", "userId");
  for (const person of [target, recipient]) assertNotRefused(ceilingRefusal(actor, person));
  const device = await lockRow(tx, { id: ids.id, userId }, true);
  return { actor, target, recipient, device, hadAccess: await readAccess(tx, device) };
}

/** Whether a gateway may let it in now. What ended without a write is recorded first, while the key is still known. */
async function readAccess(tx: TenantTx, { id, publicKey }: LockedDevice["device"]): Promise<boolean> {
  await expirePosture(tx, [id]);
  return mayConnect(tx, publicKey);
}

/** Whose device it is, before anything is locked. */
async function readHolder(tx: TenantTx, id: string): Promise<string> {
  const [found] = await tx.select({ userId: devices.userId }).from(devices).where(isDevice(tx, id));
  if (!found) throw notFound("device");
  return found.userId;
}

/** @param maySeeOthers so that somebody who may act on it is not told that a device is gone which somebody else has now */
async function lockRow(tx: TenantTx, held: { readonly id: string; readonly userId: string }, maySeeOthers: boolean) {
  const thisDevice = isDevice(tx, held.id);
  const [device] = await tx
    .select()
    .from(devices)
    .where(and(thisDevice, eq(devices.userId, held.userId)))
    .for("no key update");
  if (device) return device;
  if (!maySeeOthers || (await tx.$count(devices, thisDevice)) === 0) throw notFound("device");
  throw conflict(
    "device_handed_over",
    "This device was handed over to another user in the meantime. Reload it, then try again.",
  );
}

const isDevice = (tx: TenantTx, id: string) => and(eq(devices.tenantId, tx.tenantId), eq(devices.id, id));

/**
 * The audit event of what somebody did to a device by hand, what the gateways have to confirm of it, and the notification: after
 * the change. @param done the device and whose it is from now on, with its key and access as they were
 */
export async function recordDeviceChange(
  tx: TenantTx,
  done: Pick<LockedDevice, "actor" | "hadAccess"> & {
    target: { id: string };
    device: Pick<LockedDevice["device"], "id" | "publicKey">;
  },
  action: Extract<AuditAction, `device.${string}`>,
  more: { changed?: string[]; details?: AuditDetails } = {},
): Promise<void> {
  const { actor, target, device, hadAccess } = done;
  const id = await recordAudit(tx, {
    action,
    actor: byUser(actor),
    target: { kind: "device", id: device.id },
    subjectId: target.id,
    ...more,
  });
  await followAccess(tx, { id, userId: target.id, device, hadAccess });
  await notify(tx, { userId: target.id });
}
