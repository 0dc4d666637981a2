import { recordAudits } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import { groups } from "@portcullis/db/schema/groups";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, sql } from "drizzle-orm";
import { lockGroupNames } from "../group/internal.ts";
import { operator } from "../tenant/operator.ts";

export interface FoundGroup {
  readonly id: string;
  readonly name: string;
  readonly isNew: boolean;
  /** Whether its members have roles through it: worth saying, where an import puts people in. */
  readonly carriesRoles: boolean;
}

/** Names that differ in case only are one group's. */
export const groupKey = (name: string): string => name.normalize("NFC").trim().toLowerCase();

/** The groups of these names by `groupKey`; missing ones are created, without roles and without a limit. */
export async function findGroups(tx: TenantTx, names: readonly string[]): Promise<ReadonlyMap<string, FoundGroup>> {
  const wanted = new Map<string, string>();
  for (const name of names) if (!wanted.has(groupKey(name))) wanted.set(groupKey(name), name);
  if (wanted.size === 0) return new Map();
  const isComplete = (found: ReadonlyMap<string, unknown>) => found.size === wanted.size;
  // The lock of the names comes before that of a group, as where a group is renamed.
  if (!isComplete(await readGroups(tx, wanted))) await lockGroupNames(tx);
  const known = await readGroups(tx, wanted, "share");
  const missing = [...wanted].filter(([key]) => !known.has(key)).map(([, name]) => ({ id: newId(), name }));
  return new Map([...known, ...(await createGroups(tx, missing))]);
}

async function readGroups(
  tx: TenantTx,
  wanted: ReadonlyMap<string, string>,
  lock?: "share",
): Promise<Map<string, FoundGroup>> {
  const query = tx
    .select({
      id: groups.id,
      name: groups.name,
      // The builder leaves the table's name off in a query of one table.
      carriesRoles: sql<boolean>`exists (select from group_roles gr
        where gr.tenant_id = groups.tenant_id and gr.group_id = groups.id)`,
    })
    .from(groups)
    .where(
      and(
        eq(groups.tenantId, tx.tenantId),
        sql`lower(${groups.name}) in (select lower(n) from unnest(${sql.param([...wanted.values()])}::text[]) n)`,
      ),
    )
    .orderBy(groups.id);
  const rows = await (lock ? query.for(lock) : query);
  const found = new Map<string, FoundGroup>();
  for (const row of rows) {
    const key = groupKey(row.name);
    // Of several that were made before names were compared so: the one that is spelled alike, else the oldest.
    if (!found.has(key) || row.name === wanted.get(key)) found.set(key, { ...row, isNew: false });
  }
  return found;
}

async function createGroups(
  tx: TenantTx,
  made: readonly { readonly id: string; readonly name: string }[],
): Promise<Map<string, FoundGroup>> {
  if (made.length === 0) return new Map();
  await tx.insert(groups).values(made.map((group) => ({ tenantId: tx.tenantId, ...group })));
  await recordAudits(
    tx,
    made.map(({ id, name }) => ({
      action: "group.created",
      actor: operator,
      target: { kind: "group", id },
      details: { after: { name } },
    })),
  );
  return new Map(made.map((group) => [groupKey(group.name), { ...group, isNew: true, carriesRoles: false }]));
}
