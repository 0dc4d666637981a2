import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { forbidden } from "@portcullis/domain/errors";
import type { Permission } from "@portcullis/domain/permission";
import type { UserConcern } from "@portcullis/domain/user/user-sort";
import { sql } from "drizzle-orm";
import { countLimit } from "../internal/keyset-page.ts";
import { expiringInvitations, overLimit } from "../overview/read-attention.ts";
import { areAdministratorsWithoutFactor } from "../tenant/count-administrators-without-factor.ts";

/** What the count that leads here needs, besides `user:read`. */
const needs: Readonly<Record<UserConcern, Permission | undefined>> = {
  administrator_without_factor: "tenant:read",
  over_device_limit: undefined,
  invitation_expiring: "user:invite",
};

/** @throws {DomainError} FORBIDDEN `permission_missing` */
export function assertMaySeeConcern(concern: UserConcern, permissions: readonly Permission[]): void {
  const needed = needs[concern];
  if (needed && !permissions.includes(needed)) {
    throw forbidden("permission_missing", `This needs the permission ${needed}.`);
  }
}

/** The ids of the people whom a count is about, by the statement that counts them; no more than a list counts. */
export async function peopleOfConcern(tx: TenantTx, concern: UserConcern): Promise<string[]> {
  if (concern === "administrator_without_factor") {
    const rows = await tx
      .select({ id: users.id })
      .from(users)
      .where(await areAdministratorsWithoutFactor(tx))
      .limit(countLimit);
    return rows.map(({ id }) => id);
  }
  const people = concern === "over_device_limit" ? overLimit(tx) : expiringInvitations(tx);
  const rows = await tx.execute<{ user_id: string }>(sql`select user_id from (${people}) people limit ${countLimit}`);
  return rows.map(({ user_id }) => user_id);
}
