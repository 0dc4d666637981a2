import type { Platform } from "@portcullis/domain/device/platform";
import { type Permission, type SystemRole, systemRoles } from "@portcullis/domain/permission";
import type { Timestamp } from "@portcullis/domain/timestamp";
import type { DemoTenant } from "./demo-tenant.ts";

export interface Department {
  readonly name: string;
  readonly description: string;
  readonly size: number;
  /** How many of them were added lately and have not taken up their account. */
  readonly joining?: number;
  readonly maxDevices?: number;
  /** The role that its members have through it. */
  readonly role?: SystemRole;
  /** Devices per person at most, and what they are, most likely first. */
  readonly devices: number;
  readonly platforms: readonly Platform[];
  readonly joinedBy?: "northbridge.test";
}

const office: readonly Platform[] = ["windows", "ios", "windows", "android"];

/** The company as its directory sees it; sizes add up to about 240 people. */
export const departments: readonly Department[] = [
  {
    name: "Engineering",
    description: "Builds the product.",
    size: 62,
    joining: 3,
    maxDevices: 8,
    devices: 4,
    platforms: ["macos", "ios", "linux", "android"],
  },
  {
    name: "Product & Design",
    description: "Decides what gets built, and how it looks.",
    size: 20,
    devices: 3,
    platforms: ["macos", "ios", "macos"],
  },
  { name: "Sales", description: "New business, all regions.", size: 34, joining: 2, devices: 4, platforms: office },
  {
    name: "Marketing",
    description: "Campaigns, events, press.",
    size: 16,
    devices: 3,
    platforms: ["macos", "ios", "windows"],
  },
  { name: "Finance", description: "Accounting, payroll, purchasing.", size: 12, devices: 2, platforms: office },
  { name: "People & Culture", description: "Hiring and everything after it.", size: 8, devices: 2, platforms: office },
  { name: "Legal", description: "Contracts and privacy.", size: 5, devices: 2, platforms: office },
  {
    name: "Customer Support",
    description: "First and second line.",
    size: 26,
    joining: 2,
    devices: 3,
    platforms: ["windows", "android", "windows"],
  },
  {
    name: "IT Operations",
    description: "Looks after everybody's devices.",
    size: 8,
    maxDevices: 10,
    role: "SUPPORT",
    devices: 4,
    platforms: ["linux", "windows", "android", "macos"],
  },
  {
    name: "Security & Compliance",
    description: "Reviews access and answers the auditors.",
    size: 6,
    role: "AUDITOR",
    devices: 3,
    platforms: ["linux", "ios", "macos"],
  },
  {
    name: "Field Operations",
    description: "Installers on the road; each van carries a router.",
    size: 28,
    maxDevices: 4,
    devices: 3,
    platforms: ["android", "router", "windows"],
  },
  {
    name: "Contractors",
    description: "From partner companies, for a project's time.",
    size: 16,
    joining: 2,
    maxDevices: 2,
    devices: 2,
    platforms: ["windows", "linux"],
    joinedBy: "northbridge.test",
  },
];

interface DemoRole {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
}

/** The tenant's roles, by kind; `own` are those beyond the system's. */
export function addRoles(
  demo: DemoTenant,
  createdAt: Timestamp,
  own: readonly DemoRole[] = [],
): { readonly system: Readonly<Record<SystemRole, string>>; readonly own: readonly string[] } {
  const add = (role: DemoRole, kind?: SystemRole) => {
    const id = demo.newId();
    demo.rows.roles.push({
      tenantId: demo.tenantId,
      id,
      name: role.name,
      description: role.description,
      system: kind ?? null,
      storedPermissions: [...role.permissions],
      createdAt,
      updatedAt: createdAt,
    });
    return id;
  };
  const addSystem = (kind: SystemRole) => add(systemRoles[kind], kind);
  return {
    system: {
      ADMIN: addSystem("ADMIN"),
      SUPPORT: addSystem("SUPPORT"),
      AUDITOR: addSystem("AUDITOR"),
      BASIC: addSystem("BASIC"),
    },
    own: own.map((role) => add(role)),
  };
}

export function addGroup(
  demo: DemoTenant,
  group: { name: string; description: string; maxDevices?: number; createdAt: Timestamp; roleId?: string },
): string {
  const id = demo.newId();
  const { tenantId } = demo;
  demo.rows.groups.push({
    tenantId,
    id,
    name: group.name,
    description: group.description,
    maxDevices: group.maxDevices ?? null,
    createdAt: group.createdAt,
    updatedAt: group.createdAt,
  });
  if (group.roleId) demo.rows.groupRoles.push({ tenantId, groupId: id, roleId: group.roleId });
  return id;
}
