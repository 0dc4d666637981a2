import { randomBytes } from "node:crypto";
import { invitationDays } from "@portcullis/domain/invitation";
import { by, type DemoAuditLog } from "./demo-audit-log.ts";
import type { Person } from "./demo-people.ts";
import type { Staffed } from "./demo-staff.ts";
import { after, type DemoTenant } from "./demo-tenant.ts";

/** Hours since the invitations of those who are still to come, in turn: fresh, under way, about to expire, expired. */
const ages = [3, 20, 52, 118, invitationDays * 24 - 5, invitationDays * 24 + 31];

/**
 * Invites everybody pending except the last, who came with an import and was never invited, and returns the ids of those
 * invited. The random secrets are not kept, so no link opens these invitations.
 */
export function addInvitations(
  demo: DemoTenant,
  auditLog: DemoAuditLog,
  demoPeople: { readonly admin: Person; readonly staff: readonly Staffed[] },
): ReadonlySet<string> {
  const pending = demoPeople.staff.flatMap(({ people, department }) =>
    people.filter(({ status }) => status === "pending").map((person) => ({ person, group: department.name })),
  );
  const invited = pending.slice(0, -1);
  invited.forEach(({ person, group }, i) => {
    const createdAt = demo.ago({ hours: ages[i % ages.length] ?? 0, minutes: (i * 17) % 60 });
    person.createdAt = createdAt;
    person.updatedAt = createdAt;
    demo.rows.invitations.push({
      tenantId: demo.tenantId,
      userId: person.id,
      tokenHash: randomBytes(32),
      invitedBy: demoPeople.admin.id,
      createdAt,
      expiresAt: after(createdAt, invitationDays * 86_400_000),
    });
    const { email, firstName, lastName } = person;
    auditLog.add({
      at: createdAt,
      action: "user.invited",
      actor: by(demoPeople.admin),
      target: { kind: "user", id: person.id },
      subjectId: person.id,
      details: { after: { email, firstName, lastName, groups: [group] } },
    });
  });
  return new Set(invited.map(({ person }) => person.id));
}
