import { recordAudit } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import { groups } from "@portcullis/db/schema/groups";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, sql } from "drizzle-orm";
import { operator } from "../tenant/operator-context.ts";

export interface FoundGroup {
  readonly id: string;
  readonly name: string;
  readonly isNew: boolean;
  /** Whether its members have roles through it: worth saying, where an import puts people in. */
  readonly carriesRoles: boolean;
}

/** The groups of these names; missing ones are created, without roles and without a limit. */
export async function findGroups(tx: TenantTx, names: readonly string[]): Promise<FoundGroup[]> {
  const found: FoundGroup[] = [];
  for (const name of names) found.push((await createGroup(tx, name)) ?? (await readGroup(tx, name)));
  return found;
}

async function createGroup(tx: TenantTx, name: string): Promise<FoundGroup | undefined> {
  const [created] = await tx
    .insert(groups)
    .values({ tenantId: tx.tenantId, id: newId(), name })
    .onConflictDoNothing({ target: [groups.tenantId, groups.name] })
    .returning({ id: groups.id });
  if (!created) return undefined;
  await recordAudit(tx, {
    action: "group.created",
    actor: operator,
    target: { kind: "group", id: created.id },
    details: { after: { name } },
  });
  return { id: created.id, name, isNew: true, carriesRoles: false };
}

async function readGroup(tx: TenantTx, name: string): Promise<FoundGroup> {
  const [group] = await tx
    .select({
      id: groups.id,
      name: groups.name,
      // The builder leaves the table's name off in a query of one table.
      carriesRoles: sql<boolean>`exists (select from group_roles gr
        where gr.tenant_id = groups.tenant_id and gr.group_id = groups.id)`,
    })
    .from(groups)
    .where(and(eq(groups.tenantId, tx.tenantId), eq(groups.name, name)))
    .for("share");
  if (!group) throw new Error(`The group ${name} was deleted in between.`);
  return { ...group, isNew: false };
}
