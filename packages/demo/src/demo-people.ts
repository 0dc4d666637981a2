import type { Timestamp } from "@portcullis/domain/timestamp";
import type { DemoUser } from "./demo-rows.ts";
import { after, type DemoTenant } from "./demo-tenant.ts";

/** A user's row with what the demo goes on to fill in. */
export type Person = DemoUser & { readonly id: string; createdAt: Timestamp };

/** Works for both demo tenants: one e-mail, two unrelated users. */
export const consultant = { email: "noor.haddad@northbridge.test", firstName: "Noor", lastName: "Haddad" };

export function addPerson(
  demo: DemoTenant,
  person: {
    readonly email: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly createdAt: Timestamp;
    readonly status?: "pending" | "active";
    readonly isOwner?: boolean;
    readonly maxDevices?: number;
    readonly roleIds?: readonly string[];
    readonly groupIds?: readonly string[];
  },
): Person {
  const { tenantId } = demo;
  const status = person.status ?? "active";
  const acceptedAt = status === "active" ? after(person.createdAt, 40 * 60_000) : null;
  const row: Person = {
    tenantId,
    id: demo.newId(),
    email: person.email,
    firstName: person.firstName,
    lastName: person.lastName,
    image: null,
    status,
    isOwner: person.isOwner ?? false,
    maxDevices: person.maxDevices ?? null,
    generation: 0,
    acceptedAt,
    lastConnection: null,
    createdAt: person.createdAt,
    updatedAt: acceptedAt ?? person.createdAt,
  };
  demo.rows.users.push(row);
  for (const roleId of person.roleIds ?? []) demo.rows.userRoles.push({ tenantId, userId: row.id, roleId });
  for (const groupId of person.groupIds ?? []) demo.rows.groupMembers.push({ tenantId, userId: row.id, groupId });
  return row;
}

export function addPassword(demo: DemoTenant, person: Person, passwordHash: string): void {
  demo.rows.credentials.push({
    tenantId: demo.tenantId,
    userId: person.id,
    passwordHash,
    updatedAt: person.createdAt,
  });
}

export function fullName(person: Person): string {
  return `${person.firstName} ${person.lastName}`;
}
