import { recordAudit } from "@portcullis/db/audit";
import { users } from "@portcullis/db/schema/users";
import { withTenant } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import { assertNotRefused, ceilingRefusal } from "@portcullis/domain/user/governance";
import type { UpdateUser, UserDetail } from "@portcullis/domain/user/user";
import { and, eq, sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { byUser, lockActorAndTarget } from "../internal/lock-actor-and-target.ts";
import { readUserDetail } from "./read-user-detail.ts";

const fields = ["firstName", "lastName", "image"] as const;

/**
 * Changes the profile: first name, last name, image. What is left out stays; a call that changes nothing leaves no trace.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling` · CONFLICT `stale_write` where
 * `ifUpdatedAt` is not the stored one
 */
export async function updateUser(ctx: ServiceContext, input: UpdateUser): Promise<UserDetail> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const { actor, target } = await lockActorAndTarget(tx, ctx.principal, input.id, { permission: "user:write" });
    assertNotRefused(ceilingRefusal(actor, target));
    const before = await readUserDetail(tx, target.id);
    if (input.ifUpdatedAt && input.ifUpdatedAt.getTime() !== before.updatedAt.getTime()) {
      throw conflict("stale_write", "Somebody else saved this profile meanwhile.", "ifUpdatedAt");
    }
    const changed = fields.filter((field) => input[field] !== undefined && input[field] !== before[field]);
    if (changed.length === 0) return before;
    const pick = (from: Partial<Record<(typeof fields)[number], string | null | undefined>>) =>
      Object.fromEntries(changed.map((field) => [field, from[field] ?? null]));
    await tx
      .update(users)
      // Two saves in one millisecond still differ, or the second would pass as not stale.
      .set({ ...pick(input), updatedAt: sql`greatest(now(), ${users.updatedAt} + interval '1 millisecond')` })
      .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, target.id)));
    await recordAudit(tx, {
      action: "user.updated",
      actor: byUser(actor),
      target: { kind: "user", id: target.id },
      subjectId: target.id,
      changed,
      details: { before: pick(before), after: pick(input) },
    });
    return readUserDetail(tx, target.id);
  });
}
