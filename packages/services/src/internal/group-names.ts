import { groups } from "@portcullis/db/schema/groups";
import type { TenantTx } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import { and, eq, ne, sql } from "drizzle-orm";

export const groupNameTaken = () => conflict("group_name_taken", "A group with this name already exists.", "name");

/** Keeps others from naming a group of this tenant until the transaction ends: names that differ in case only are one. */
export async function lockGroupNames(tx: TenantTx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`group_names/${tx.tenantId}`}, 0))`);
}

/** @throws {DomainError} CONFLICT `group_name_taken` where another group has this name, whatever the case */
export async function assertGroupNameIsFree(tx: TenantTx, name: string, exceptId?: string): Promise<void> {
  await lockGroupNames(tx);
  const sameName = and(eq(groups.tenantId, tx.tenantId), sql`lower(${groups.name}) = lower(${name})`);
  const isAnothers = exceptId === undefined ? sameName : and(sameName, ne(groups.id, exceptId));
  if ((await tx.$count(groups, isAnothers)) > 0) throw groupNameTaken();
}
