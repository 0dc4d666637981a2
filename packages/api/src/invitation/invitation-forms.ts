import { type AuditEntry, recordAudits } from "@portcullis/db/audit";
import { queuedInvitations } from "@portcullis/db/schema/invitation-queue";
import { invitations } from "@portcullis/db/schema/invitations";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { conflict, type DomainError } from "@portcullis/domain/errors";
import { invitationRefusal } from "@portcullis/domain/invitation";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { ceilingRefusal, refused } from "@portcullis/domain/user/governance";
import { and, eq, sql } from "drizzle-orm";
import { type Changed, rowsOf, type SetForm } from "../kernel/change-set.ts";
import { type Actor, byUser, type Caller, lockActorAndTargets, type Target } from "../kernel/locks.ts";
import { invitationOfUser, isUninvited } from "./internal.ts";
import { addToQueue, leaveQueue, lockQueued } from "./queue-invitations.ts";

interface Invited {
  readonly target: Target;
  /** Of the invitation, expired ones too; null without one. */
  readonly expiresAt: Timestamp | null;
  readonly isUninvited: boolean;
  /** Whether the worker is to mail one. */
  readonly isQueued: boolean;
}

type InvitationForm = SetForm<object, Invited>;

/**
 * Invitations of pending people. `invite` and `resend` run as part of a bulk operation only: they queue its mails, which the worker
 * sends in the name of whoever started it; `resend` voids the link before, and `revoke` the link and what is queued.
 */
export const invitationForms: Readonly<Record<"invite" | "resend" | "revoke", InvitationForm>> = {
  invite: queueForm((row) => row.isUninvited && !row.isQueued),
  // Whose mail is on its way has no link that could be lost.
  resend: queueForm((row) => !(row.isUninvited && row.isQueued)),
  revoke: {
    noun: "user",
    read: readInvited,
    decide(actor, { target, expiresAt, isQueued }) {
      const refusal = ceilingRefusal(actor, target);
      if (refusal) return refused(refusal);
      if (target.status !== "pending") return notOpen("Only a pending user has an invitation", target);
      return expiresAt === null && !isQueued ? "unchanged" : "change";
    },
    versionOf,
    async write(tx, _caller, actor, changes) {
      const ids = changes.map(({ id }) => id);
      await voidLinks(tx, ids);
      await leaveQueue(tx, ids);
      await recordInvitations(tx, actor, "user.invitation_revoked", ids);
      return new Map(changes.map(({ id, row }) => [id, leftWithout(row)]));
    },
  },
};

function queueForm(isDue: (row: Invited) => boolean): InvitationForm {
  return {
    noun: "user",
    read: readInvited,
    decide: (actor, row) => inviteAgainRefusal(actor, row.target) ?? (isDue(row) ? "change" : "unchanged"),
    versionOf,
    async write(tx, caller, actor, changes) {
      if (caller.bulkId === undefined) throw new Error("Only a bulk operation queues its invitations.");
      const ids = changes.map(({ id }) => id);
      await voidLinks(tx, ids);
      await addToQueue(tx, { runId: caller.bulkId, userIds: ids });
      await recordInvitations(tx, actor, "user.invitation_resent", ids);
      return new Map(changes.map(({ id, row }) => [id, leftWithout(row)]));
    },
  };
}

/** Whether the actor may invite a person who is there already: FORBIDDEN, or CONFLICT `invitation_not_open` for one who is not pending. */
export function inviteAgainRefusal(actor: Actor, target: Target): DomainError | undefined {
  const ceiling = ceilingRefusal(actor, target);
  if (ceiling) return refused(ceiling);
  if (target.status !== "pending") return notOpen("Only a pending user can be invited again", target);
  const refusal = invitationRefusal(actor, target.permissions);
  return refusal && refused(refusal);
}

const notOpen = (rule: string, { status }: Target) =>
  conflict("invitation_not_open", `${rule}, and this user is ${status === "inactive" ? "deactivated" : status}.`);

function versionOf({ target, expiresAt }: Pick<Invited, "target" | "expiresAt">): string {
  return `${target.status} ${expiresAt ?? "none"}`;
}

const leftWithout = ({ target }: Invited): Changed => ({ version: versionOf({ target, expiresAt: null }) });

async function readInvited(
  tx: TenantTx,
  caller: Caller,
  ids: readonly string[],
  _input: object,
  mode: "lock" | "look",
) {
  // The queue first, as the worker does.
  if (mode === "lock") await lockQueued(tx, ids);
  const { actor, targets } = await lockActorAndTargets(tx, caller, ids, mode);
  const found = await tx
    .select({
      id: users.id,
      expiresAt: invitations.expiresAt,
      isUninvited: sql<boolean>`coalesce(${isUninvited}, false)`,
      isQueued: sql<boolean>`${queuedInvitations.userId} is not null`,
    })
    .from(users)
    .leftJoin(invitations, invitationOfUser)
    .leftJoin(
      queuedInvitations,
      and(eq(queuedInvitations.tenantId, users.tenantId), eq(queuedInvitations.userId, users.id)),
    )
    .where(and(eq(users.tenantId, tx.tenantId), sql`${users.id} = any(${sql.param([...ids])}::uuid[])`));
  const none = { expiresAt: null, isUninvited: false, isQueued: false };
  const byId = new Map(found.map(({ id, ...state }) => [id, state]));
  return { actor, rows: rowsOf(targets, (target) => ({ target, ...(byId.get(target.id) ?? none) })) };
}

/** The caller holds the users' locks. */
async function voidLinks(tx: TenantTx, userIds: readonly string[]): Promise<void> {
  await tx
    .delete(invitations)
    .where(
      and(eq(invitations.tenantId, tx.tenantId), sql`${invitations.userId} = any(${sql.param([...userIds])}::uuid[])`),
    );
}

/** The entries of what somebody did to these people's invitations. */
export function recordInvitations(
  tx: TenantTx,
  actor: Actor,
  action: Extract<AuditEntry["action"], `user.invitation_${string}`>,
  userIds: readonly string[],
): Promise<void> {
  return recordAudits(
    tx,
    userIds.map((id) => ({ action, actor: byUser(actor), target: { kind: "user", id }, subjectId: id })),
  );
}
