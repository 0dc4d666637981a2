import { eraseCredentials, revokeCredentials } from "@portcullis/auth/revoke-credentials";
import { type AuditEntry, recordAudit } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import { notify } from "@portcullis/db/notify";
import { cascades } from "@portcullis/db/schema/cascades";
import { devices } from "@portcullis/db/schema/devices";
import { groupMembers } from "@portcullis/db/schema/groups";
import { userRoles } from "@portcullis/db/schema/roles";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import type { CascadeKind } from "@portcullis/domain/cascade";
import type { UserStatus } from "@portcullis/domain/user/lifecycle";
import { and, eq, inArray, sql } from "drizzle-orm";
import { affectedBy } from "./affected-devices.ts";
import { type Actor, byUser, type Target } from "./lock-actor-and-target.ts";

const actions = {
  deactivate: "user.deactivated",
  reactivate: "user.reactivated",
  delete: "user.deleted",
} as const;

/**
 * The one door: status and generation, credentials, the cascade that carries it to the devices, the audit event and the
 * notification, together or not at all. The caller holds the target's lock and has asked the rules.
 * Returns the cascade's id.
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
  const now = new Date();
  const generation = target.generation + 1;
  const id = newId();
  await tx
    .update(users)
    .set({ status, generation, updatedAt: now })
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, target.id)));
  const sessionsEnded = kind === "reactivate" ? 0 : await revokeCredentials(tx, target.id);
  if (kind === "delete") await dissolveMembership(tx, target.id);
  await tx
    .update(cascades)
    .set({ status: "superseded", finishedAt: sql`statement_timestamp()` })
    .where(
      and(
        eq(cascades.tenantId, tx.tenantId),
        eq(cascades.userId, target.id),
        inArray(cascades.status, ["running", "failed"]),
      ),
    );
  await tx.insert(cascades).values({
    tenantId: tx.tenantId,
    id,
    userId: target.id,
    kind,
    generation,
    requestedBy: actor.id,
    // The database's clock, as everywhere in the queue: another machine's may be ahead, and its cascade would not be due.
    requestedAt: sql`statement_timestamp()`,
    reason,
    sessionsEnded,
    devicesTotal: sql`(select count(*) from ${devices} where ${devices.tenantId} = ${tx.tenantId}
      and ${devices.userId} = ${target.id} and ${affectedBy(kind)})`,
    nextAttemptAt: sql`now()`,
  });
  const entry: AuditEntry = {
    action: actions[kind],
    actor: byUser(actor),
    target: { kind: "user", id: target.id },
    subjectId: target.id,
    cascadeId: id,
    changed: ["status"],
    ...(reason && { details: { reason } }),
  };
  await recordAudit(tx, entry);
  await notify(tx, { userId: target.id, cascadeId: id, sessions: true });
  return id;
}

/** What a deleted person held: nothing is left to be inherited by whoever takes the e-mail next. */
async function dissolveMembership(tx: TenantTx, userId: string): Promise<void> {
  await eraseCredentials(tx, userId);
  await tx.delete(userRoles).where(and(eq(userRoles.tenantId, tx.tenantId), eq(userRoles.userId, userId)));
  await tx.delete(groupMembers).where(and(eq(groupMembers.tenantId, tx.tenantId), eq(groupMembers.userId, userId)));
}
