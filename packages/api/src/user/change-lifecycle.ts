import { eraseCredentials, revokeCredentials } from "@portcullis/auth/revoke-credentials";
import { type AuditEntry, recordAudit, recordAudits } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import { notify } from "@portcullis/db/notify";
import { devices } from "@portcullis/db/schema/devices";
import { groupMembers } from "@portcullis/db/schema/groups";
import { userRoles } from "@portcullis/db/schema/roles";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import type { ClientInfo } from "@portcullis/domain/audit";
import type { CascadeKind } from "@portcullis/domain/cascade";
import { type DomainError, notFound } from "@portcullis/domain/errors";
import { timestampNow } from "@portcullis/domain/timestamp";
import { lifecycleRefusal, refused } from "@portcullis/domain/user/governance";
import { nextUserStatus, type UserStatus } from "@portcullis/domain/user/lifecycle";
import { and, eq, sql } from "drizzle-orm";
import { affectedBy, beginCascades } from "../change/begin-cascade.ts";
import { type Actor, byUser, type Caller, lockActorAndTargets, type Target } from "../kernel/locks.ts";

const actions = {
  deactivate: "user.deactivated",
  reactivate: "user.reactivated",
  delete: "user.deleted",
} as const;

/** Users of one change at most: more are changed in several transactions, so that none holds its locks for long. */
export const usersAtOnce = 250;

/** What became of one user of a change. */
export type LifecycleResult =
  | { readonly outcome: "changed"; readonly cascadeId: string }
  /** They were so already; nothing is written. */
  | { readonly outcome: "unchanged" }
  | { readonly outcome: "refused"; readonly why: DomainError };

export interface LifecycleChange {
  readonly kind: CascadeKind;
  /** At most `usersAtOnce`; one that is named twice is changed once. */
  readonly userIds: readonly string[];
  readonly reason?: string | null | undefined;
}

/**
 * The only way to a changed status: locks the actor and the users in the order of their ids, asks the rules for each, and changes
 * those that they allow: status and generation, credentials, cascades, audit events and notifications, together or not at all.
 * @returns what became of each, by id
 * @throws {DomainError} UNAUTHORIZED when the actor's session ended · FORBIDDEN `permission_missing`
 */
export async function changeLifecycle(
  tx: TenantTx,
  caller: Caller,
  { kind, userIds, reason = null }: LifecycleChange,
): Promise<ReadonlyMap<string, LifecycleResult>> {
  const ids = [...new Set(userIds)];
  if (ids.length > usersAtOnce) throw new Error(`${ids.length} users in one change, and ${usersAtOnce} at most.`);
  const { actor, targets } = await lockActorAndTargets(tx, caller, ids);
  const changes: Allowed[] = [];
  const results = new Map<string, LifecycleResult>();
  for (const [n, id] of ids.entries()) {
    const decided = decide(actor, targets[n], kind);
    if (!("target" in decided)) results.set(id, decided);
    else {
      const cascadeId = newId();
      changes.push({ ...decided, cascadeId });
      results.set(id, { outcome: "changed", cascadeId });
    }
  }
  if (changes.length > 0) await writeLifecycle(tx, { actor, kind, reason, changes });
  return results;
}

/** The same for one user. @returns the cascade's id; undefined where nothing changed @throws {DomainError} why it was refused, too */
export async function changeUserLifecycle(
  tx: TenantTx,
  caller: Caller,
  { id, kind, reason }: Omit<LifecycleChange, "userIds"> & { readonly id: string },
): Promise<string | undefined> {
  const result = (await changeLifecycle(tx, caller, { kind, userIds: [id], reason })).get(id);
  if (result?.outcome === "refused") throw result.why;
  return result?.outcome === "changed" ? result.cascadeId : undefined;
}

interface Allowed {
  readonly target: Target;
  readonly status: UserStatus;
  readonly cascadeId: string;
}

function decide(
  actor: Actor,
  target: Target | undefined,
  kind: CascadeKind,
): Exclude<LifecycleResult, { outcome: "changed" }> | Omit<Allowed, "cascadeId"> {
  if (!target) return { outcome: "refused", why: notFound("user") };
  const refusal = lifecycleRefusal(actor, target);
  if (refusal) return { outcome: "refused", why: refused(refusal) };
  const status = nextUserStatus(target, kind);
  return status === target.status ? { outcome: "unchanged" } : { target, status };
}

/** One statement for each table, however many users it is about. */
async function writeLifecycle(
  tx: TenantTx,
  act: {
    readonly actor: Actor;
    readonly kind: CascadeKind;
    readonly reason: string | null;
    readonly changes: readonly Allowed[];
  },
): Promise<void> {
  const { actor, kind, reason, changes } = act;
  const userIds = changes.map(({ target }) => target.id);
  const [, ended] = await Promise.all([
    setStatuses(tx, changes),
    kind === "reactivate" ? new Map<string, number>() : revokeCredentials(tx, userIds),
    kind === "delete" && dissolveMemberships(tx, userIds),
  ]);
  const begun = changes.map(({ target, cascadeId }) => ({
    id: cascadeId,
    userId: target.id,
    generation: target.generation + 1,
    sessionsEnded: ended.get(target.id) ?? 0,
  }));
  const entryOf = ({ target, cascadeId }: Allowed): AuditEntry => ({
    action: actions[kind],
    actor: byUser(actor),
    target: { kind: "user", id: target.id },
    subjectId: target.id,
    cascadeId,
    changed: ["status"],
    ...(reason && { details: { reason } }),
  });
  const isOfMany = changes.length > 1 && ({ isOfMany: true } as const);
  const noticeOf = ({ target, cascadeId }: Allowed) =>
    ({ userId: target.id, cascadeId, sessions: true, ...isOfMany }) as const;
  await Promise.all([
    beginCascades(tx, { kind, requestedBy: actor.id, reason }, begun),
    recordAudits(tx, changes.map(entryOf)),
    notify(tx, ...changes.map(noticeOf)),
  ]);
}

function setStatuses(tx: TenantTx, changes: readonly Allowed[]): Promise<unknown> {
  const next = changes.map(({ target, status }) => ({ id: target.id, status, generation: target.generation + 1 }));
  return tx.execute(sql`
    update ${users} u set status = n.status, generation = n.generation, updated_at = ${timestampNow()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(next)}::jsonb) as n(id uuid, status text, generation int)
    where u.tenant_id = ${tx.tenantId} and u.id = n.id`);
}

/**
 * Activates the account of a person who accepts an invitation, which is consumed; the caller holds the user's lock and has
 * checked the rules. A cascade is started only if an earlier one was still restoring devices, because the new generation
 * supersedes that one.
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
  const generation = target.generation + 1;
  const now = timestampNow();
  await tx
    .update(users)
    .set({ status, generation, acceptedAt: now, updatedAt: now, ...profile })
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, target.id)));
  await revokeCredentials(tx, [target.id]);
  const isOfTarget = and(eq(devices.tenantId, tx.tenantId), eq(devices.userId, target.id));
  const isWaitedFor = (await tx.$count(devices, and(isOfTarget, affectedBy("reactivate")))) > 0;
  const cascadeId = isWaitedFor ? newId() : undefined;
  if (cascadeId !== undefined) {
    const act = { kind: "reactivate", requestedBy: target.id, reason: null } as const;
    await beginCascades(tx, act, [{ id: cascadeId, userId: target.id, generation, sessionsEnded: 0 }]);
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

/** What deleted people held: nothing is left to be inherited by whoever takes the e-mail next. */
async function dissolveMemberships(tx: TenantTx, userIds: readonly string[]): Promise<void> {
  const deleteFrom = (table: typeof userRoles | typeof groupMembers) =>
    tx
      .delete(table)
      .where(and(eq(table.tenantId, tx.tenantId), sql`${table.userId} = any(${sql.param([...userIds])}::uuid[])`));
  await Promise.all([eraseCredentials(tx, userIds), deleteFrom(userRoles), deleteFrom(groupMembers)]);
}
