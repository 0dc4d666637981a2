import { type AuditEntry, recordAudit } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import { groupMembers } from "@portcullis/db/schema/groups";
import { roles, userRoles } from "@portcullis/db/schema/roles";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import type { SystemRole } from "@portcullis/domain/permission";
import { timestampNow } from "@portcullis/domain/timestamp";
import type { LivingStatus } from "@portcullis/domain/user/lifecycle";
import { and, eq, sql } from "drizzle-orm";

export interface NewUser {
  /** Normalised by the domain's `email`. */
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly status: LivingStatus;
  /** Whether the account counts as taken up: decides where a later reactivation leads. Always so for an active one. */
  readonly hasAccepted: boolean;
  readonly isOwner?: boolean;
  readonly groupIds?: readonly string[];
  /** Roles to hold directly. */
  readonly roleIds?: readonly string[];
  /** A system role to hold directly. */
  readonly role?: SystemRole;
  /** How the audit log calls it, and what it tells beside the profile. */
  readonly reported?: { readonly action: "user.invited"; readonly after: Readonly<Record<string, unknown>> };
}

/**
 * The one way a user comes into being, with memberships and the audit event. It begins the lifecycle, so nothing has to
 * be carried through: a user made inactive has no devices yet.
 * @returns the new id
 * @throws {DomainError} CONFLICT `email_taken`
 */
export async function createUser(tx: TenantTx, actor: AuditEntry["actor"], user: NewUser): Promise<string> {
  const { tenantId } = tx;
  const { email, firstName, lastName, status, isOwner = false } = user;
  const id = newId();
  const now = timestampNow();
  const acceptedAt = status === "active" || (status === "inactive" && user.hasAccepted) ? now : null;
  const created = await tx
    .insert(users)
    .values({ tenantId, id, email, firstName, lastName, status, isOwner, acceptedAt, createdAt: now, updatedAt: now })
    .onConflictDoNothing({ target: [users.tenantId, users.email], where: sql`status <> 'deleting'` })
    .returning({ id: users.id });
  if (created.length === 0)
    throw conflict("email_taken", "Another user of this tenant already has this e-mail.", "email");
  if (user.groupIds && user.groupIds.length > 0) {
    await tx.insert(groupMembers).values(user.groupIds.map((groupId) => ({ tenantId, groupId, userId: id })));
  }
  if (user.roleIds && user.roleIds.length > 0) {
    await tx.insert(userRoles).values(user.roleIds.map((roleId) => ({ tenantId, userId: id, roleId })));
  }
  if (user.role) {
    const role = tx
      .select({ tenantId: roles.tenantId, userId: sql`${id}::uuid`.as("user_id"), roleId: roles.id })
      .from(roles)
      .where(and(eq(roles.tenantId, tenantId), eq(roles.system, user.role)));
    await tx.insert(userRoles).select(role);
  }
  await recordAudit(tx, {
    action: user.reported?.action ?? "user.created",
    actor,
    target: { kind: "user", id },
    subjectId: id,
    details: { after: { email, firstName, lastName, status, ...user.reported?.after } },
  });
  return id;
}
