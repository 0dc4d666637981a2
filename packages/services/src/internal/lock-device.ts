import type { UserPrincipal } from "@portcullis/auth/principal";
import { devices } from "@portcullis/db/schema/devices";
import type { TenantTx } from "@portcullis/db/tenant";
import { notFound } from "@portcullis/domain/errors";
import type { Permission } from "@portcullis/domain/permission";
import { assertNotRefused, ceilingRefusal } from "@portcullis/domain/user/governance";
import { and, eq } from "drizzle-orm";
import { type Actor, lockActorAndTarget, type Target } from "./lock-actor-and-target.ts";

export interface LockedDevice {
  readonly actor: Actor;
  /** The device's user. */
  readonly target: Target;
  readonly device: typeof devices.$inferSelect;
}

/**
 * Locks actor, the device's user and then the device, in the order that everybody keeps, and asks the rules.
 * @throws {DomainError} NOT_FOUND for an unknown or foreign device, and for another person's where `own` alone would
 * allow it · FORBIDDEN `permission_missing`, `privilege_ceiling`
 */
export async function lockDevice(
  tx: TenantTx,
  principal: UserPrincipal,
  id: string,
  needs: { readonly permission: Permission; readonly own?: boolean },
): Promise<LockedDevice> {
  const thisDevice = and(eq(devices.tenantId, tx.tenantId), eq(devices.id, id));
  const [found] = await tx.select({ userId: devices.userId }).from(devices).where(thisDevice);
  if (!found) throw notFound("device");
  const { actor, target } = await lockActorAndTarget(tx, principal, found.userId, { ...needs, noun: "device" });
  assertNotRefused(ceilingRefusal(actor, target));
  const [device] = await tx
    .select()
    .from(devices)
    .where(and(thisDevice, eq(devices.userId, found.userId)))
    .for("no key update");
  if (!device) throw notFound("device");
  return { actor, target, device };
}
