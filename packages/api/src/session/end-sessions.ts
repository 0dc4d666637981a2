import { revokeAllSessions, usersWithSessions } from "@portcullis/auth/revoke-session";
import { recordAudits } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import type { TenantTx } from "@portcullis/db/tenant";
import { ceilingRefusal, refused } from "@portcullis/domain/user/governance";
import { noticesOf, rowsOf, type SetForm } from "../kernel/change-set.ts";
import { type Actor, byUser, lockActorAndTargets, type Target } from "../kernel/locks.ts";

interface SignedIn {
  readonly target: Target;
  readonly hasSessions: boolean;
}

/** Ends all sessions of people but the one that asks; where none is left, nothing changes. */
export const endSessionsForm: SetForm<object, SignedIn> = {
  noun: "user",
  async read(tx, caller, ids, _input, mode) {
    const { actor, targets } = await lockActorAndTargets(tx, caller, ids, mode);
    const signedIn = await usersWithSessions(tx, ids, caller.principal.sessionId);
    return { actor, rows: rowsOf(targets, (target) => ({ target, hasSessions: signedIn.has(target.id) })) };
  },
  decide(actor, { target, hasSessions }) {
    const refusal = ceilingRefusal(actor, target);
    if (refusal) return refused(refusal);
    return hasSessions ? "change" : "unchanged";
  },
  // Whoever signs in meanwhile is meant too.
  versionOf: () => "",
  async write(tx, { principal }, actor, changes) {
    const userIds = changes.map(({ id }) => id);
    const ended = await endSessions(tx, actor, { userIds, exceptId: principal.sessionId });
    return new Map(userIds.map((id) => [id, { version: "", sessionsEnded: ended.get(id) ?? 0 }]));
  },
};

/**
 * Ends users' sessions, but for `exceptId`, with an event each; none left, no trace. The caller holds the users' locks.
 * @returns how many were ended, by user
 */
export async function endSessions(
  tx: TenantTx,
  actor: Actor,
  { userIds, exceptId }: { readonly userIds: readonly string[]; readonly exceptId: string | null },
): Promise<ReadonlyMap<string, number>> {
  const ended = await revokeAllSessions(tx, userIds, exceptId);
  await recordAudits(
    tx,
    ended.map(({ id, userId }) => ({
      action: "session.revoked",
      actor: byUser(actor),
      target: { kind: "session", id },
      subjectId: userId,
    })),
  );
  const byUserId = Map.groupBy(ended, ({ userId }) => userId);
  await notify(tx, ...noticesOf([...byUserId.keys()], { sessions: true }));
  return new Map([...byUserId].map(([userId, of]) => [userId, of.length]));
}
