import { eraseCredentials, revokeCredentials } from "@portcullis/auth/revoke-credentials";
import { type AuditEntry, recordAudit } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import { notify } from "@portcullis/db/notify";
import { devices } from "@portcullis/db/schema/devices";
import { groupMembers } from "@portcullis/db/schema/groups";
import { userRoles } from "@portcullis/db/schema/roles";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import type { ClientInfo } from "@portcullis/domain/audit";
import type { CascadeKind } from "@portcullis/domain/cascade";
import { timestampNow } from "@portcullis/domain/timestamp";
import { nextUserStatus, type UserStatus } from "@portcullis/domain/user/lifecycle";
import { and, eq } from "drizzle-orm";
import { affectedBy, beginCascade } from "../change/begin-cascade.ts";
import { type Actor, byUser, type Target } from "../kernel/locks.ts";

const actions = {
  deactivate: "user.deactivated",
  reactivate: "user.reactivated",
  delete: "user.deleted",
} as const;

/**
 * The only place that changes a user's status: status and generation, credentials, cascade, audit event and notification, together
 * or not at all. The caller holds the target's lock and has checked the rules. Returns the cascade's id.
 */
export async function changeLifecycle(
  tx: TenantTx,
  change: {
    readonly actor: Actor;
    readonly target: Target;
    readonly status: UserStatus;
    readonly kind: CascadeKind;
    readonly reason?: string | null | undefined;
  },
): Promise<string> {
  const { actor, target, status, kind } = change;
  const reason = change.reason ?? null;
  const [generation, sessionsEnded] = await Promise.all([
    setStatus(tx, target, { status }),
    kind === "reactivate" ? 0 : revokeCredentials(tx, target.id),
    kind === "delete" && dissolveMembership(tx, target.id),
  ]);
  const id = newId();
  const cascade = { id, userId: target.id, kind, generation, requestedBy: actor.id, reason, sessionsEnded };
  const entry: AuditEntry = {
    action: actions[kind],
    actor: byUser(actor),
    target: { kind: "user", id: target.id },
    subjectId: target.id,
    cascadeId: id,
    changed: ["status"],
    ...(reason && { details: { reason } }),
  };
  await Promise.all([
    beginCascade(tx, cascade),
    recordAudit(tx, entry),
    notify(tx, { userId: target.id, cascadeId: id, sessions: true }),
  ]);
  return id;
}

/**
 * The same for people who activate their own account: it counts as accepted, and the invitation is consumed. No cascade is needed,
 * unless one was still restoring devices: a new generation then takes its place. The caller holds the target's lock and has checked
 * the rules.
 */
export async function activateAccount(
  tx: TenantTx,
  change: {
    readonly target: Target;
    readonly from: ClientInfo;
    readonly profile: { readonly firstName: string | null; readonly lastName: string | null };
  },
): Promise<void> {
  const { target, from, profile } = change;
  const status = nextUserStatus(target, "accept");
  const generation = await setStatus(tx, target, { status, acceptedAt: timestampNow(), ...profile });
  await revokeCredentials(tx, target.id);
  const isOfTarget = and(eq(devices.tenantId, tx.tenantId), eq(devices.userId, target.id));
  const isWaitedFor = (await tx.$count(devices, and(isOfTarget, affectedBy("reactivate")))) > 0;
  const cascadeId = isWaitedFor ? newId() : undefined;
  if (cascadeId !== undefined) {
    await beginCascade(tx, {
      id: cascadeId,
      userId: target.id,
      kind: "reactivate",
      generation,
      requestedBy: target.id,
      reason: null,
      sessionsEnded: 0,
    });
  }
  await recordAudit(tx, {
    action: "user.invitation_accepted",
    actor: byUser({ ...target, from }),
    target: { kind: "user", id: target.id },
    subjectId: target.id,
    ...(cascadeId !== undefined && { cascadeId }),
    changed: ["status"],
    details: { after: profile },
  });
  await notify(tx, { userId: target.id, sessions: true, ...(cascadeId !== undefined && { cascadeId }) });
}

/** Returns the generation that the change raised. */
async function setStatus(
  tx: TenantTx,
  target: Target,
  to: Pick<typeof users.$inferInsert, "status" | "acceptedAt" | "firstName" | "lastName">,
): Promise<number> {
  const generation = target.generation + 1;
  await tx
    .update(users)
    .set({ ...to, generation, updatedAt: timestampNow() })
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, target.id)));
  return generation;
}

/** What a deleted person held: nothing is left to be inherited by whoever takes the e-mail next. */
async function dissolveMembership(tx: TenantTx, userId: string): Promise<void> {
  await Promise.all([
    eraseCredentials(tx, userId),
    tx.delete(userRoles).where(and(eq(userRoles.tenantId, tx.tenantId), eq(userRoles.userId, userId))),
    tx.delete(groupMembers).where(and(eq(groupMembers.tenantId, tx.tenantId), eq(groupMembers.userId, userId))),
  ]);
}
