import { groupRoles, groups } from "@portcullis/db/schema/groups";
import { userRoles } from "@portcullis/db/schema/roles";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, asc, eq, sql } from "drizzle-orm";
import type { Actor } from "./lock-actor-and-target.ts";

/** How many of each are named before the rest is counted. */
const named = 3;

/**
 * Who a role is assigned to, for a sentence: "Ada Lovelace, Alan Turing and 9 more people, and to the group Field staff";
 * undefined if nobody. Names only for an actor who may see them.
 */
export async function readRoleHolders(tx: TenantTx, actor: Actor, roleId: string): Promise<string | undefined> {
  const holds = and(eq(userRoles.tenantId, tx.tenantId), eq(userRoles.roleId, roleId));
  const carries = and(eq(groupRoles.tenantId, tx.tenantId), eq(groupRoles.roleId, roleId));
  const [people, peopleCount, carriers, groupCount] = await Promise.all([
    tx
      .select({
        name: sql<string>`display_name(${users.firstName}, ${users.lastName}, ${users.email})`,
      })
      .from(userRoles)
      .innerJoin(users, and(eq(users.tenantId, userRoles.tenantId), eq(users.id, userRoles.userId)))
      .where(holds)
      .orderBy(asc(users.nameKey), asc(users.id))
      .limit(named),
    tx.$count(userRoles, holds),
    tx
      .select({ name: groups.name })
      .from(groupRoles)
      .innerJoin(groups, and(eq(groups.tenantId, groupRoles.tenantId), eq(groups.id, groupRoles.groupId)))
      .where(carries)
      .orderBy(asc(groups.name))
      .limit(named),
    tx.$count(groupRoles, carries),
  ]);
  const said = [
    peopleCount > 0 &&
      listed(actor.permissions.includes("user:read") ? people : [], peopleCount, { one: "person", many: "people" }),
    groupCount > 0 &&
      (actor.permissions.includes("group:read")
        ? `the ${groupCount === 1 ? "group" : "groups"} ${listed(carriers, groupCount)}`
        : listed([], groupCount, { one: "group", many: "groups" })),
  ].filter((part) => part !== false);
  return said.join(", and to ") || undefined;
}

const conjunction = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** "Ada and Alan", "Ada, Alan, Grace and 2 more people", "5 people". */
function listed(known: readonly { name: string }[], count: number, noun?: { one: string; many: string }): string {
  const rest = count - known.length;
  const words = [rest.toLocaleString("en"), known.length > 0 && "more", noun && (rest === 1 ? noun.one : noun.many)];
  return conjunction.format([...known.map(({ name }) => name), ...(rest > 0 ? [words.filter(Boolean).join(" ")] : [])]);
}
