import { builtOnce } from "@portcullis/db/built-once";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { sequence } from "@portcullis/db/sequence";
import type { TenantTx } from "@portcullis/db/tenant";
import type { ClientInfo } from "@portcullis/domain/audit";
import { forbidden, notFound, permissionMissing, unauthorized } from "@portcullis/domain/errors";
import type { AuthorizationSubject } from "@portcullis/domain/user/governance";
import type { LivingStatus, UserStatus } from "@portcullis/domain/user/lifecycle";
import { and, eq, inArray, sql } from "drizzle-orm";
import { type CallerPrincipal, readSubjects } from "./read-subjects.ts";
import type { AccessRule, CallerContext, UseCaseMeta } from "./use-case.ts";

/** Who acts, as the database has it at this instant, and where from. */
export interface Actor extends AuthorizationSubject {
  readonly from: ClientInfo;
}

/** The actor as the audit log names them. */
export const byUser = ({ id, from }: Actor) => ({ kind: "user", id, from }) as const;

/** Whom it is about, locked until the transaction ends. */
export interface Target extends AuthorizationSubject {
  readonly status: LivingStatus;
  readonly hasAccepted: boolean;
  readonly generation: number;
}

/** Who calls which use-case: the context of every use-case of somebody signed in. */
export interface Caller extends Pick<CallerContext, "meta"> {
  readonly principal: CallerPrincipal;
  /** The bulk operation that this is a part of. */
  readonly bulkId?: string;
}

/**
 * Locks actor and target in the order of their ids, then reads the actor's session, status and permissions and the target,
 * all in one round trip. The locks are separate, earlier statements, because a locking SELECT returns what it read before it
 * waited.
 * @throws {DomainError} UNAUTHORIZED when the actor's session ended · FORBIDDEN `permission_missing` · NOT_FOUND for an
 * unknown, foreign or deleting target, and for anybody else's where only self-service applies
 */
export async function lockActorAndTarget(
  tx: TenantTx,
  { principal, meta }: Caller,
  targetId: string,
): Promise<{ actor: Actor; target: Target }> {
  const [, { actor, target }] = await sequence(
    tx,
    () => lockBoth(tx, principal.userId, targetId),
    () => readSubjects(tx, principal, [targetId]),
  );
  if (!actor) throw unauthorized();
  assertAllowed(actor, targetId, meta);
  if (!target || target.status === "deleting") throw notFound(meta.subject ?? "user");
  return { actor, target: { ...target, status: target.status } };
}

/** As above where the target may be on its way out: for what is done to its cascade. */
export async function lockActorAndUser(
  tx: TenantTx,
  { principal, meta }: Caller,
  userId: string,
): Promise<{ actor: Actor; target: (AuthorizationSubject & { status: UserStatus; generation: number }) | undefined }> {
  const [, { actor, target }] = await sequence(
    tx,
    () => lockBoth(tx, principal.userId, userId),
    () => readSubjects(tx, principal, [userId]),
  );
  if (!actor) throw unauthorized();
  assertAllowed(actor, userId, meta);
  return { actor, target };
}

/**
 * As above where nobody else is there yet: the actor alone, whose rights stay as they are until the transaction ends.
 * @throws {DomainError} UNAUTHORIZED when the actor's session ended · FORBIDDEN `permission_missing`
 */
export async function lockActor(tx: TenantTx, { principal, meta }: Caller): Promise<Actor> {
  const [, , { actor }] = await sequence(
    tx,
    shareRights,
    () => lockUser(tx, principal.userId, "share"),
    () => readSubjects(tx, principal, [principal.userId]),
  );
  if (!actor) throw unauthorized();
  assertAllowed(actor, undefined, meta);
  return actor;
}

/**
 * For what belongs to the tenant as a whole, its settings and its ownership: locks the tenant's row, then actor and target as
 * above. Where the access rule names no permission, the use-case looks at whom it was answered.
 * @param targetOf whom else it is about, read under the tenant's lock; undefined for nobody
 * @throws {DomainError} UNAUTHORIZED when the actor's session ended · FORBIDDEN `permission_missing`
 */
export async function lockTenantAndUsers(
  tx: TenantTx,
  { principal, meta }: Caller,
  targetOf: () => Promise<string | undefined> = () => Promise.resolve(undefined),
): Promise<{ actor: Actor; target: (AuthorizationSubject & { status: UserStatus }) | undefined }> {
  await sequence(tx, shareRights, () =>
    tx.select({ id: tenants.id }).from(tenants).where(eq(tenants.id, tx.tenantId)).for("no key update"),
  );
  const targetId = (await targetOf()) ?? principal.userId;
  const [, { actor, target }] = await sequence(
    tx,
    () => lockUsers(tx, principal.userId, targetId),
    () => readSubjects(tx, principal, [targetId]),
  );
  if (!actor) throw unauthorized();
  if ("permission" in meta.access) assertAllowed(actor, undefined, meta);
  if ("owner" in meta.access && !actor.isOwner) throw forbidden("permission_missing", "Only the owner may do this.");
  return { actor, target: targetId === actor.id ? undefined : target };
}

/**
 * As above for many targets, each found or undefined where it is unknown, foreign or deleting, or another's where only
 * self-service applies; the caller says which. `look` reads without locking: what a change would do.
 * @throws {DomainError} UNAUTHORIZED when the actor's session ended · FORBIDDEN `permission_missing`
 */
export async function lockActorAndTargets(
  tx: TenantTx,
  { principal, meta }: Caller,
  targetIds: readonly string[],
  mode: "lock" | "look" = "lock",
): Promise<{ actor: Actor; targets: readonly (Target | undefined)[] }> {
  const [, { actor, subjects }] = await sequence(
    tx,
    () => (mode === "lock" ? lockMany(tx, principal.userId, targetIds) : Promise.resolve()),
    () => readSubjects(tx, principal, targetIds),
  );
  if (!actor) throw unauthorized();
  if ("permission" in meta.access) assertAllowed(actor, undefined, meta);
  const isSeen = (id: string) => id === actor.id || mayActOnOthers(actor, meta.access);
  const living = new Map<string, Target>();
  for (const { status, ...row } of subjects) {
    if (status !== "deleting" && isSeen(row.id)) living.set(row.id, { ...row, status });
  }
  return { actor, targets: targetIds.map((id) => living.get(id)) };
}

/**
 * What the use-case's access rule says, once the database has said who acts and on whom.
 * @param targetId undefined where it is about nobody
 */
function assertAllowed(actor: Actor, targetId: string | undefined, { access, subject = "user" }: UseCaseMeta): void {
  if ("permission" in access) {
    if (actor.permissions.includes(access.permission)) return;
    throw permissionMissing(access.permission);
  }
  if (actor.id !== targetId && !mayActOnOthers(actor, access)) throw notFound(subject);
}

/** Whether the access rule lets somebody act on what is another's. */
export function mayActOnOthers(actor: AuthorizationSubject, access: AccessRule): boolean {
  const anyOf = "permission" in access ? access.permission : "own" in access ? access.others : [];
  return [anyOf].flat().some((permission) => actor.permissions.includes(permission));
}

/**
 * For a change of what roles or groups grant, which touches whoever holds them: waits until nobody acts in this tenant, keeps
 * everybody from acting until the transaction ends, and answers the actor. So no right outlives the reply that took it.
 * @throws {DomainError} UNAUTHORIZED when the actor's session ended · FORBIDDEN `permission_missing`
 */
export async function lockRights(tx: TenantTx, { principal, meta }: Caller): Promise<Actor> {
  const [, , { actor }] = await sequence(
    tx,
    () => tx.execute(sql`select pg_advisory_xact_lock(${rightsOf(tx)})`),
    () => lockUser(tx, principal.userId, "no key update"),
    () => readSubjects(tx, principal, [principal.userId]),
  );
  if (!actor) throw unauthorized();
  assertAllowed(actor, undefined, meta);
  return actor;
}

/** The lock that everybody who acts on a person shares, and that a change of what a role grants takes alone. Always the first. */
const rightsOf = (tx: TenantTx) => sql`hashtextextended(${tx.tenantId}, 1)`;

/**
 * Where nobody is signed in, and a link says who is meant: locks whom it is for, and its maker against losing rights meanwhile,
 * whether they are still there or not.
 */
export async function lockMakerAndRecipient(tx: TenantTx, makerId: string, recipientId: string): Promise<void> {
  await lockBoth(tx, makerId, recipientId);
}

const shareRights = (tx: TenantTx) => tx.execute(sql`select pg_advisory_xact_lock_shared(${rightsOf(tx)})`);

function lockBoth(tx: TenantTx, actorId: string, targetId: string): Promise<unknown> {
  return sequence(tx, shareRights, () => lockUsers(tx, actorId, targetId));
}

/** As for one target: the actor's lock is a weaker one, so those before and those behind it are statements of their own. */
function lockMany(tx: TenantTx, actorId: string, targetIds: readonly string[]): Promise<unknown> {
  const [onlyId] = targetIds;
  if (onlyId !== undefined && targetIds.length === 1) return lockBoth(tx, actorId, onlyId);
  const lock = (ids: readonly string[], strength: "share" | "no key update") =>
    tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.tenantId, tx.tenantId), inArray(users.id, [...ids])))
      .orderBy(users.id)
      .for(strength);
  const isTarget = targetIds.includes(actorId);
  const before = targetIds.filter((id) => id < actorId);
  const behind = targetIds.filter((id) => id > actorId);
  return sequence(
    tx,
    shareRights,
    () => lock(before, "no key update"),
    () => lock([actorId], isTarget ? "no key update" : "share"),
    () => lock(behind, "no key update"),
  );
}

function lockUsers(tx: TenantTx, actorId: string, targetId: string): Promise<unknown> {
  if (actorId === targetId) return lockUser(tx, targetId, "no key update");
  const lockActorsRow = () => lockUser(tx, actorId, "share");
  const lockTargetsRow = () => lockUser(tx, targetId, "no key update");
  return actorId < targetId ? sequence(tx, lockActorsRow, lockTargetsRow) : sequence(tx, lockTargetsRow, lockActorsRow);
}

const lockUserWith = (strength: "share" | "no key update") =>
  builtOnce((tx, id: string) =>
    tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, id)))
      .for(strength),
  );

const userLocks = { share: lockUserWith("share"), "no key update": lockUserWith("no key update") };

function lockUser(tx: TenantTx, id: string, strength: "share" | "no key update"): Promise<unknown> {
  return userLocks[strength](tx, id);
}

/**
 * For what people do to their own account: locks their row and answers them as the database has them now.
 * @throws {DomainError} UNAUTHORIZED when their session ended
 */
export async function lockSelf(tx: TenantTx, ctx: Caller): Promise<Actor> {
  const { actor } = await lockActorAndTarget(tx, ctx, ctx.principal.userId);
  return actor;
}
