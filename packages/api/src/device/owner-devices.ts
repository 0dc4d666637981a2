import type { UserPrincipal } from "@portcullis/auth/principal";
import { builtOnce } from "@portcullis/db/built-once";
import { auditDetails, auditEvents } from "@portcullis/db/schema/audit";
import { devices } from "@portcullis/db/schema/devices";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { badRequest, forbidden } from "@portcullis/domain/errors";
import { ownerSwitchOffs } from "@portcullis/domain/user/governance";
import { and, desc, eq, ne, sql } from "drizzle-orm";
import { nameOfUser } from "../user/internal.ts";

/** What others did to the owner's devices: by a person, and not by the owner. */
const byOthers = (tx: TenantTx, ownerId: string) =>
  and(
    eq(auditEvents.tenantId, tx.tenantId),
    eq(auditEvents.subjectId, ownerId),
    eq(auditEvents.action, "device.deactivated"),
    eq(auditEvents.actorKind, "user"),
    ne(auditEvents.actorId, ownerId),
  );

/**
 * Whether somebody else may switch off one more device of the owner's. Counted under the owner's lock, so that two at once
 * cannot both be the last.
 * @throws {DomainError} BAD_REQUEST `input_invalid` without a reason · FORBIDDEN `confirmation_required`, `owner_protected`
 */
export async function assertMaySwitchOffOwners(
  tx: TenantTx,
  principal: UserPrincipal,
  ownerId: string,
  reason: string | null,
): Promise<void> {
  if (!principal.isConfirmed) throw forbidden("confirmation_required", "Confirm your identity, then try again.");
  if (reason === null) {
    throw badRequest(
      "input_invalid",
      "This is a device of the tenant's owner, who will be notified. Give a reason.",
      "reason",
    );
  }
  const isRecent = sql`${auditEvents.at} > now() - make_interval(hours => ${ownerSwitchOffs.hours}::int)`;
  const count = await tx.$count(auditEvents, and(byOthers(tx, ownerId), isRecent));
  if (count < ownerSwitchOffs.devices) return;
  throw forbidden(
    "owner_protected",
    `${ownerSwitchOffs.devices} devices of the owner were deactivated in the last ${ownerSwitchOffs.hours} hours, which is the limit. Ask the owner.`,
  );
}

/** What the owner is written about a device of theirs. */
export interface OwnerNotice {
  readonly to: string;
  readonly tenant: string;
  readonly by: string;
  readonly device: string;
  readonly reason: string;
}

export async function readOwnerNotice(
  tx: TenantTx,
  of: { readonly actorId: string; readonly device: { readonly name: string }; readonly reason: string },
): Promise<OwnerNotice> {
  const [row] = await tx
    .select({
      to: users.email,
      tenant: tenants.name,
      by: sql<string>`${nameOfUser(users.tenantId, sql`${of.actorId}::uuid`)}`,
    })
    .from(users)
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .where(and(eq(users.tenantId, tx.tenantId), users.isOwner));
  if (!row) throw new Error("The tenant has no owner.");
  return { ...row, device: of.device.name, reason: of.reason };
}

/** The owner's devices that others switched off within 30 days and that are off still, the newest event of each. */
export const readSwitchedOffOfOwner = builtOnce((tx, ownerId: string) =>
  tx
    .selectDistinctOn([auditEvents.targetId], {
      deviceId: devices.id,
      name: devices.name,
      by: nameOfUser(auditEvents.tenantId, auditEvents.actorId),
      at: auditEvents.at,
      reason: sql<string | null>`${auditDetails.details}->>'reason'`,
    })
    .from(auditEvents)
    .innerJoin(
      devices,
      and(
        eq(devices.tenantId, auditEvents.tenantId),
        eq(devices.id, auditEvents.targetId),
        eq(devices.userId, ownerId),
        eq(devices.cause, "admin"),
      ),
    )
    .leftJoin(
      auditDetails,
      and(eq(auditDetails.tenantId, auditEvents.tenantId), eq(auditDetails.eventId, auditEvents.id)),
    )
    .where(and(byOthers(tx, ownerId), sql`${auditEvents.at} > now() - interval '30 days'`))
    .orderBy(auditEvents.targetId, desc(auditEvents.at))
    .limit(20),
);
