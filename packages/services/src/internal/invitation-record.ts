import { invitations } from "@portcullis/db/schema/invitations";
import { users } from "@portcullis/db/schema/users";
import type { UserInvitation } from "@portcullis/domain/user/user";
import { and, eq, sql } from "drizzle-orm";
import { nameOfUser } from "./name-of-user.ts";

/** The invitation of the user of the query, to be joined from the left. */
export const isOpenInvitation = and(
  eq(invitations.tenantId, users.tenantId),
  eq(invitations.userId, users.id),
  eq(users.status, "pending"),
);

export const invitationColumns = {
  invitationExpiresAt: invitations.expiresAt,
  invitationExpired: sql<boolean | null>`${invitations.expiresAt} <= now()`,
  invitedBy: nameOfUser(invitations.tenantId, invitations.invitedBy),
};

/** A row's invitation out of its columns, and what is left of the row. */
export function splitInvitation<
  Row extends { invitationExpiresAt: Date | null; invitationExpired: boolean | null; invitedBy: string | null },
>({ invitationExpiresAt, invitationExpired, invitedBy, ...row }: Row) {
  const invitation: UserInvitation | null = invitationExpiresAt && {
    expiresAt: invitationExpiresAt,
    expired: invitationExpired ?? false,
    invitedBy,
  };
  return { ...row, invitation };
}
