import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { unauthorized } from "@portcullis/domain/errors";
import { and, eq, sql } from "drizzle-orm";
import type { InvitingParty } from "./hand-over-invitation.ts";
import { nameOfUser } from "./name-of-user.ts";

/** @throws {DomainError} UNAUTHORIZED when the inviter is gone meanwhile */
export async function readInvitingParty(tx: TenantTx, inviterId: string): Promise<InvitingParty> {
  const [party] = await tx
    .select({
      tenantName: tenants.name,
      inviterName: sql<string>`${nameOfUser(users.tenantId, users.id)}`,
    })
    .from(users)
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, inviterId)));
  if (!party) throw unauthorized();
  return party;
}
