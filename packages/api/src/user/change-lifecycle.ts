import { eraseCredentials, revokeCredentials } from "@portcullis/auth/revoke-credentials";
import { type AuditEntry, recordAudit, recordAudits } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import { notify } from "@portcullis/db/notify";
import { devices } from "@portcullis/db/schema/devices";
import { groupMembers } from "@portcullis/db/schema/groups";
import { userRoles } from "@portcullis/db/schema/roles";
import { users } from "@portcullis/db/schema/users";
import { sequence } from "@portcullis/db/sequence";
import type { TenantTx } from "@portcullis/db/tenant";
import type { ClientInfo } from "@portcullis/domain/audit";
import type { CascadeKind } from "@portcullis/domain/cascade";
import { timestampNow } from "@portcullis/domain/timestamp";
import { lifecycleRefusal, refused } from "@portcullis/domain/user/governance";
import { nextUserStatus, type UserStatus } from "@portcullis/domain/user/lifecycle";
import { and, eq, sql } from "drizzle-orm";
import { affectedBy, beginCascades } from "../change/begin-cascade.ts";
import { rowsOf, type SetForm } from "../kernel/change-set.ts";
import { type Actor, byUser, lockActorAndTargets, type Target } from "../kernel/locks.ts";
import { assertBrake, type HeldBrake, holdBrake } from "./brake.ts";

const actions = {
  deactivate: "user.deactivated",
  reactivate: "user.reactivated",
  delete: "user.deleted",
} as const;

export interface LifecycleInput {
  readonly reason?: string | null | undefined;
  /** The number that the brake asked for. */
  readonly typed?: number | undefined;
}

/**
 * The only way to a changed status, of one user or of many: status and generation, credentials, cascades, audit events and
 * notifications, together or not at all, once the rules allow it and the brake does not hold it.
 */
export const lifecycleForms: Readonly<Record<CascadeKind, LifecycleForm>> = {
  deactivate: lifecycleForm("deactivate"),
  reactivate: lifecycleForm("reactivate"),
  delete: lifecycleForm("delete"),
};

type LifecycleForm = SetForm<LifecycleInput, Target, HeldBrake>;

function lifecycleForm(kind: CascadeKind): LifecycleForm {
  return {
    noun: "user",
    async read(tx, caller, ids, _input, mode) {
      const isBraked = kind !== "reactivate" && mode === "lock";
      const [{ actor, targets }, held] = await sequence(
        tx,
        () => lockActorAndTargets(tx, caller, ids, mode),
        () => (isBraked ? holdBrake(tx, caller, ids) : Promise.resolve(undefined)),
      );
      return { actor, rows: rowsOf(targets, (target) => target), ...(held && { held }) };
    },
    decide(actor, target) {
      const refusal = lifecycleRefusal(actor, target);
      if (refusal) return refused(refusal);
      return nextUserStatus(target, kind) === target.status ? "unchanged" : "change";
    },
    versionOf: ({ generation }) => String(generation),
    async write(tx, caller, actor, allowed, held) {
      const changes = allowed.map(({ row: target }) => ({
        target,
        status: nextUserStatus(target, kind),
        cascadeId: newId(),
        losesAccess: losesAccess(target, kind),
      }));
      const { reason = null, typed } = allowed[0]?.input ?? {};
      assertBrake(held, caller, { losing: changes.filter((change) => change.losesAccess).length, typed });
      await writeLifecycle(tx, { actor, kind, reason, changes, bulkId: caller.bulkId });
      const left = ({ target, cascadeId }: Allowed) => ({ version: String(target.generation + 1), cascadeId });
      return new Map(changes.map((change) => [change.target.id, left(change)]));
    },
  };
}

/** Whether a change takes from somebody what they could use: what the brake counts. */
export const losesAccess = ({ status }: Pick<Target, "status">, kind: CascadeKind): boolean =>
  status === "active" && kind !== "reactivate";

interface Allowed {
  readonly target: Target;
  readonly status: UserStatus;
  readonly cascadeId: string;
  readonly losesAccess: boolean;
}

/** One statement for each table, however many users it is about, and all of them in one round trip. */
function writeLifecycle(
  tx: TenantTx,
  act: {
    readonly actor: Actor;
    readonly kind: CascadeKind;
    readonly reason: string | null;
    readonly changes: readonly Allowed[];
    readonly bulkId: string | undefined;
  },
): Promise<unknown> {
  const { actor, kind, reason, changes, bulkId = null } = act;
  const userIds = changes.map(({ target }) => target.id);
  const begun = changes.map(({ target, cascadeId, losesAccess: lostAccess }) => ({
    id: cascadeId,
    lostAccess,
    userId: target.id,
    generation: target.generation + 1,
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
  return sequence(
    tx,
    () => setStatuses(tx, changes),
    () => beginCascades(tx, { kind, requestedBy: actor.id, reason, bulkId }, begun),
    () => (kind === "delete" ? dissolveMemberships(tx, userIds) : Promise.resolve()),
    () => recordAudits(tx, changes.map(entryOf)),
    () => notify(tx, ...changes.map(noticeOf)),
  );
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
    const act = { kind: "reactivate", requestedBy: target.id, reason: null, bulkId: null } as const;
    await beginCascades(tx, act, [{ id: cascadeId, userId: target.id, generation, lostAccess: false }]);
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
