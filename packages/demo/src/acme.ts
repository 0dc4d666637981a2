import type { Timestamp } from "@portcullis/domain/timestamp";
import { addBuildFarm } from "./acme-build-farm.ts";
import { addAcmeHistory } from "./acme-history.ts";
import { addConnections } from "./demo-connections.ts";
import { addPersonalDevices, addPostureRules, deriveLastConnections } from "./demo-devices.ts";
import { addPassword, addPerson, consultant } from "./demo-people.ts";
import type { DemoRows } from "./demo-rows.ts";
import { addStaff } from "./demo-staff.ts";
import { addGroup, addRoles, departments } from "./demo-structure.ts";
import { demoTenant } from "./demo-tenant.ts";

/** The large demo tenant: a company of some 250 people that has been using the product for two months. */
export function acme(now: Timestamp, hashes: readonly string[]): DemoRows {
  const demo = demoTenant("acme", 20_001, now);
  const founded = demo.ago({ days: 63, hours: 3 });
  const { tenantId } = demo;
  demo.rows.tenants.push({
    id: tenantId,
    slug: "acme",
    name: "Acme Industries",
    approveDevices: true,
    // A week, so that the demo's reports still count in the days after it was made.
    postureMaxAge: 7 * 24 * 60,
    createdAt: founded,
    updatedAt: founded,
  });
  addPostureRules(demo);
  const roles = addRoles(demo, founded, [
    {
      name: "Device Desk",
      description: "Registers and replaces devices at the counter.",
      permissions: ["user:read", "device:read", "device:write", "device:deactivate"],
    },
  ]);
  const [deviceDesk = ""] = roles.own;

  const itOf = (email: string, firstName: string, lastName: string, roleId?: string) =>
    addPerson(demo, {
      email: `${email}@acme.test`,
      firstName,
      lastName,
      createdAt: founded,
      isOwner: email === "owner",
      roleIds: roleId ? [roleId] : [],
    });
  const people = {
    owner: itOf("owner", "Margaret", "Holloway"),
    admin: itOf("admin", "Daniel", "Okafor", roles.system.ADMIN),
    support: itOf("support", "Priya", "Raman", roles.system.SUPPORT),
    auditor: itOf("auditor", "Henrik", "Solberg", roles.system.AUDITOR),
    member: itOf("member", "Ana", "Castillo", roles.system.BASIC),
  };
  Object.values(people).forEach((person, i) => {
    addPassword(demo, person, hashes[i] ?? "");
    addPersonalDevices(demo, person, 3, ["macos", "ios", "linux"]);
  });

  const staff = addStaff(demo, departments, {
    domain: "acme.test",
    founded,
    roleId: roles.system.BASIC,
    roleOf: ({ role }) => role && roles.system[role],
  });
  for (const person of staff.find(({ department }) => department.name === "Customer Support")?.people.slice(0, 3) ??
    []) {
    demo.rows.userRoles.push({ tenantId, userId: person.id, roleId: deviceDesk });
  }
  const leadership = addGroup(demo, {
    name: "Leadership",
    description: "Heads of departments.",
    maxDevices: 10,
    createdAt: founded,
  });
  for (const head of [people.owner, ...staff.flatMap(({ people: [first] }) => first ?? [])]) {
    demo.rows.groupMembers.push({ tenantId, groupId: leadership, userId: head.id });
  }
  for (const [name, person] of [
    ["IT Operations", people.admin],
    ["Customer Support", people.member],
    ["Security & Compliance", people.auditor],
  ] as const) {
    const group = staff.find(({ department }) => department.name === name);
    if (group) demo.rows.groupMembers.push({ tenantId, groupId: group.groupId, userId: person.id });
  }
  addBuildFarm(demo, { createdAt: founded, roleId: roles.system.BASIC });
  addConsultant(demo, founded, roles.system.BASIC);
  addAcmeHistory(demo, { ...people, staff });
  deriveLastConnections(demo);
  addConnections(demo);
  return demo.rows;
}

function addConsultant(demo: ReturnType<typeof demoTenant>, createdAt: Timestamp, roleId: string): void {
  const groupIds = demo.rows.groups.filter(({ name }) => name === "Contractors").map(({ id }) => id);
  const person = addPerson(demo, { ...consultant, createdAt, roleIds: [roleId], groupIds });
  addPersonalDevices(demo, person, 2, ["macos", "android"]);
}
