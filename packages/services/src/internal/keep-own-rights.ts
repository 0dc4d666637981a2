import type { TenantTx } from "@portcullis/db/tenant";
import { forbidden } from "@portcullis/domain/errors";
import type { Permission } from "@portcullis/domain/permission";
import { sql } from "drizzle-orm";
import type { Actor } from "./lock-actor-and-target.ts";

/**
 * After a change of roles or groups: whoever made it must not have demoted themselves by it. Nobody locks themselves out by a
 * slip, and a stolen session cannot hide what it was used for.
 * @throws {DomainError} FORBIDDEN `self_protected`
 */
export async function assertKeepsOwnRights(tx: TenantTx, actor: Actor): Promise<void> {
  if (actor.isOwner) return;
  const [now] = await tx.execute<{ held: Permission[] }>(
    sql`select permissions_of(${tx.tenantId}::uuid, ${actor.id}::uuid) as held`,
  );
  const lost = actor.permissions.find((permission) => !now?.held.includes(permission));
  if (!lost) return;
  throw forbidden("self_protected", `You would lose the permission ${lost} yourself. Ask another administrator.`);
}
