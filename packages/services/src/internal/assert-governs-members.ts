import { groupMembers } from "@portcullis/db/schema/groups";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { forbidden } from "@portcullis/domain/errors";
import { type Permission, permissions } from "@portcullis/domain/permission";
import { and, eq, ne, sql } from "drizzle-orm";
import type { Actor } from "./lock-actor-and-target.ts";

/**
 * What changes for everybody in a group, is done to each of them: nobody may be above the actor. It holds as long as the
 * caller keeps the rights lock.
 * @throws {DomainError} FORBIDDEN `privilege_ceiling`
 */
export async function assertGovernsMembers(tx: TenantTx, actor: Actor, groupId: string): Promise<void> {
  if (permissions.every((permission) => actor.permissions.includes(permission))) return;
  const held = sql<Permission[]>`case when ${users.isOwner} then ${sql.param([...permissions])}::text[]
    else permissions_of(${users.tenantId}, ${users.id}) end`;
  const [above] = await tx
    .select({ held })
    .from(groupMembers)
    .innerJoin(users, and(eq(users.tenantId, groupMembers.tenantId), eq(users.id, groupMembers.userId)))
    .where(
      and(
        eq(groupMembers.tenantId, tx.tenantId),
        eq(groupMembers.groupId, groupId),
        ne(users.id, actor.id),
        // What another release may have stored beside those that exist gives nothing.
        sql`not array(select p from unnest(${held}) p where p = any(${sql.param([...permissions])}::text[]))
          <@ ${sql.param([...actor.permissions])}::text[]`,
      ),
    )
    .limit(1);
  const missing = above?.held.find((permission) => !actor.permissions.includes(permission));
  if (!missing) return;
  throw forbidden(
    "privilege_ceiling",
    `Somebody in this group has the permission ${missing}, which you do not have. Ask somebody who has it.`,
  );
}
