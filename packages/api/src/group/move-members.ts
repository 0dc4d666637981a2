import { notify } from "@portcullis/db/notify";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import type { ChangedMembers, ChangeMembers } from "@portcullis/domain/group";
import { lockActorAndTargets } from "../kernel/locks.ts";
import type { CallerContext } from "../kernel/use-case.ts";
import { assertKeepsOwnRights, assertMayAssign } from "../role/grants.ts";
import { readGroupDetail } from "./get-group.ts";
import { assertGovernsEach, recordGroupChanges } from "./internal.ts";

/**
 * Puts people into a group or takes them out, and says how many were moved.
 * @param move changes the rows, and gives those that were changed
 */
export function moveMembers(
  ctx: CallerContext,
  { id, userIds }: ChangeMembers,
  way: "joined" | "left",
  move: (tx: TenantTx, groupId: string) => Promise<readonly { readonly userId: string }[]>,
): Promise<ChangedMembers> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const { actor, targets } = await lockActorAndTargets(tx, ctx, userIds);
    const group = await readGroupDetail(tx, id);
    assertMayAssign(actor, group.roles);
    assertGovernsEach(actor, targets);
    const moved = await move(tx, group.id);
    if (moved.length === 0) return { ...group, changed: 0 };
    if (way === "left") await assertKeepsOwnRights(tx, actor);
    await recordGroupChanges(tx, actor, { userIds: moved.map(({ userId }) => userId), [way]: group.name });
    await notify(tx, { sessions: true });
    return { ...(await readGroupDetail(tx, group.id)), changed: moved.length };
  });
}
