import { withTenant } from "@portcullis/db/tenant";
import { DomainError, permissionMissing } from "@portcullis/domain/errors";
import {
  type InvitationResult,
  type InvitedPerson,
  type InviteUsers,
  invitationResults,
  inviteUsers as inviteUsersInput,
} from "@portcullis/domain/invitation";
import type { Permission } from "@portcullis/domain/permission";
import { assertNotRefused, grantRefusal } from "@portcullis/domain/user/governance";
import { type Actor, byUser, lockActor } from "../kernel/locks.ts";
import { assertMailCounted } from "../kernel/mail-budget.ts";
import { type CallerContext, useCase } from "../kernel/use-case.ts";
import { type Grants, readGrants } from "../role/grants.ts";
import { createUser } from "../user/create-user.ts";
import { type FreshInvitation, handOverInvitation, readInvitingParty, writeInvitation } from "./internal.ts";

type Refused = Extract<InvitationResult, { outcome: "refused" }>;
type Written = FreshInvitation & { readonly outcome: "written"; readonly email: string; readonly userId: string };

/**
 * Creates a pending user with an invitation for each person, each in a separate transaction, then sends the mails; a refused
 * one does not stop the others. Beyond the mail limit a person is refused with `too_many_attempts` and not created.
 * @throws {DomainError} before anybody is invited: FORBIDDEN `permission_missing`, `privilege_ceiling` · NOT_FOUND for a role
 * or group · for one person alone also SERVICE_UNAVAILABLE `busy`, `outcome_unknown`
 */
export const inviteUsers = useCase(
  { access: { permission: "user:invite" }, audit: "user.invited" },
  inviteUsersInput,
  invitationResults,
  async (ctx, input) => {
    const { tenantId, userId: inviterId } = ctx.principal;
    const party = await withTenant(ctx.db, tenantId, async (tx) => {
      await readAllowedGrants(tx, await lockActor(tx, ctx), input);
      return readInvitingParty(tx, inviterId);
    });
    const written: (Written | Refused)[] = [];
    for (const person of input.people) {
      const isNamedBefore = written.some(({ email }) => email === person.email);
      written.push(isNamedBefore ? refused(person.email, namedTwice()) : await invitePerson(ctx, input, person));
    }
    const results = await Promise.all(
      written.map(async (row): Promise<InvitationResult> => {
        if (row.outcome === "refused") return row;
        const { link, mail, expiresAt } = await handOverInvitation(ctx, row, party);
        return { outcome: "invited", email: row.email, userId: row.userId, link, mail, expiresAt };
      }),
    );
    return { results };
  },
);

async function invitePerson(ctx: CallerContext, input: InviteUsers, person: InvitedPerson): Promise<Written | Refused> {
  const { email, firstName = null, lastName = null } = person;
  // A busy database says nothing about the person; among others the links that exist already are still handed over.
  const isOnly = input.people.length === 1;
  try {
    return await withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockActor(tx, ctx);
      const grants = await readAllowedGrants(tx, actor, input);
      const names = (of: Grants["roles"]) => of.map(({ name }) => name);
      const userId = await createUser(tx, byUser(actor), {
        email,
        firstName,
        lastName,
        status: "pending",
        hasAccepted: false,
        groupIds: grants.groups.map(({ id }) => id),
        ...(grants.roles.length > 0 ? { roleIds: grants.roles.map(({ id }) => id) } : { role: "BASIC" }),
        reported: {
          action: "user.invited",
          after: {
            ...(grants.roles.length > 0 && { roles: names(grants.roles) }),
            ...(grants.groups.length > 0 && { groups: names(grants.groups) }),
          },
        },
      });
      const invitation = await writeInvitation(tx, { userId, invitedBy: actor.id });
      await assertMailCounted(tx, {
        to: email,
        by: { userId: actor.id },
        isSent: ctx.mailer.isOn,
        perHour: ctx.mailer.perHour,
      });
      return { outcome: "written", email, userId, ...invitation };
    });
  } catch (error) {
    if (error instanceof DomainError && !(isOnly && error.code === "SERVICE_UNAVAILABLE")) return refused(email, error);
    throw error;
  }
}

/** What the invitation gives, where the actor may give it. */
async function readAllowedGrants(
  tx: Parameters<typeof readGrants>[0],
  actor: Actor,
  input: Pick<InviteUsers, "roleIds" | "groupIds">,
): Promise<Grants> {
  if (input.groupIds.length > 0) assertHolds(actor, "group:write");
  if (input.roleIds.length > 0) assertHolds(actor, "role:assign");
  const grants = await readGrants(tx, input);
  if (grants.carriesRoles) assertHolds(actor, "role:assign");
  assertNotRefused(grantRefusal(actor, grants.permissions));
  return grants;
}

function assertHolds(actor: Actor, permission: Permission): void {
  if (actor.permissions.includes(permission)) return;
  throw permissionMissing(permission);
}

const namedTwice = () => new DomainError("CONFLICT", "email_taken", "This e-mail is in the list twice.");

const refused = (email: string, { reason, message }: DomainError): Refused => ({
  outcome: "refused",
  email,
  reason,
  message,
});
