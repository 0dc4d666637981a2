import type { UserPrincipal } from "@portcullis/auth/principal";
import { builtOnce } from "@portcullis/db/built-once";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { knownPermissions, permissionsHeld } from "@portcullis/domain/permission";
import { and, eq, inArray, sql } from "drizzle-orm";
import { permissionsOf } from "../user/internal.ts";

/** Whoever acts: in a session, or by a bulk operation that they started, which goes on after the session has ended. */
export type CallerPrincipal = Pick<UserPrincipal, "tenantId" | "userId" | "from" | "isConfirmed"> & {
  readonly sessionId: string | null;
};

const selectActorAndTarget = builtOnce((tx, sessionId: string, actorId: string, targetId: string) =>
  tx
    .select({ ...subjectFields(sessionId), permissions: permissionsOf(users.tenantId, users.id) })
    .from(users)
    .where(and(eq(users.tenantId, tx.tenantId), inArray(users.id, [actorId, targetId]))),
);

const selectSubjects = (tx: TenantTx, { sessionId, userId }: CallerPrincipal, targetIds: readonly string[]) => {
  const ids = sql`${sql.param([userId, ...targetIds])}::uuid[]`;
  // A session is asked for of the actor alone: of a hundred thousand, each look would count.
  const { hasSession, ...fields } = subjectFields(sessionId);
  return tx
    .select({
      ...fields,
      permissions: sql`coalesce(p.permissions, '{}')`.mapWith(knownPermissions),
      hasSession: sql<boolean>`${users.id} = ${userId} and ${hasSession}`,
    })
    .from(users)
    .leftJoin(sql`permissions_of_users(${tx.tenantId}, ${ids}) p`, sql`p.user_id = ${users.id}`)
    .where(and(eq(users.tenantId, tx.tenantId), sql`${users.id} = any(${ids})`));
};

/** What of a user is asked about for a change. Names spelled out: in a select from one table the builder drops the table's name. */
const subjectFields = (sessionId: string | null) => ({
  id: users.id,
  status: users.status,
  isOwner: users.isOwner,
  hasAccepted: sql<boolean>`${users.acceptedAt} is not null`,
  generation: users.generation,
  hasSession: sql<boolean>`(${sessionId === null} or exists (select from sessions s where s.tenant_id = users.tenant_id
    and s.user_id = users.id and s.id = ${sessionId} and is_live_session(s.expires_at, s.last_seen_at)))`,
});

/**
 * Who acts and on whom, as the database has them now: those who are there, the actor only while active and in a live session. Begins
 * its statement before it waits for anything.
 */
export async function readSubjects(tx: TenantTx, principal: CallerPrincipal, targetIds: readonly string[]) {
  const { sessionId, userId } = principal;
  const [targetId] = targetIds;
  const rows = await (targetIds.length === 1 && targetId !== undefined && sessionId !== null
    ? selectActorAndTarget(tx, sessionId, userId, targetId)
    : selectSubjects(tx, principal, targetIds).execute());
  const subjects = rows.map((row) =>
    Object.assign(row, { permissions: permissionsHeld({ isOwner: row.isOwner, granted: row.permissions }) }),
  );
  const actor = subjects.find((row) => row.id === principal.userId && row.status === "active" && row.hasSession);
  return {
    actor: actor && Object.assign(actor, { from: principal.from }),
    target: subjects.find((row) => row.id === targetId),
    subjects,
  };
}
