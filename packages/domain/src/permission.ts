import { z } from "zod";

/** The roles that every tenant has and nobody edits. The owner is none of them: it is a flag that moves only by transfer. */
const systemRoleTexts = {
  ADMIN: { name: "Administrator", description: "Everything but ownership." },
  SUPPORT: { name: "Support", description: "Looks after people and their devices." },
  AUDITOR: { name: "Auditor", description: "Sees everything, changes nothing." },
  BASIC: { name: "Member", description: "Own profile, devices and sessions." },
} as const;

export type SystemRole = keyof typeof systemRoleTexts;
export const systemRoleKinds = Object.keys(systemRoleTexts) as SystemRole[];

interface PermissionEntry {
  /** The noun under which it is listed. */
  readonly category: string;
  /** The system roles that grant it, in every tenant and at once: it is read from here, not from their rows. */
  readonly systemRoles: readonly SystemRole[];
}

/**
 * Every permission. The database's copy is `packages/db/sql/functions/role_permissions.sql`, written by
 * `pnpm permissions-sql`; a test holds the two together.
 */
export const permissionRegistry = {
  "user:read": { category: "user", systemRoles: ["ADMIN", "SUPPORT", "AUDITOR"] },
  "user:write": { category: "user", systemRoles: ["ADMIN", "SUPPORT"] },
  "user:invite": { category: "user", systemRoles: ["ADMIN", "SUPPORT"] },
  "user:deactivate": { category: "user", systemRoles: ["ADMIN", "SUPPORT"] },
  "user:delete": { category: "user", systemRoles: ["ADMIN"] },
  "role:read": { category: "role", systemRoles: ["ADMIN", "SUPPORT", "AUDITOR"] },
  "role:write": { category: "role", systemRoles: ["ADMIN"] },
  "role:assign": { category: "role", systemRoles: ["ADMIN"] },
  "group:read": { category: "group", systemRoles: ["ADMIN", "SUPPORT", "AUDITOR"] },
  "group:write": { category: "group", systemRoles: ["ADMIN"] },
  "device:read": { category: "device", systemRoles: ["ADMIN", "SUPPORT", "AUDITOR"] },
  "device:write": { category: "device", systemRoles: ["ADMIN", "SUPPORT"] },
  "device:deactivate": { category: "device", systemRoles: ["ADMIN", "SUPPORT"] },
  "session:read": { category: "session", systemRoles: ["ADMIN", "SUPPORT", "AUDITOR"] },
  "session:revoke": { category: "session", systemRoles: ["ADMIN", "SUPPORT"] },
  "audit:read": { category: "audit", systemRoles: ["ADMIN", "AUDITOR"] },
  "tenant:read": { category: "tenant", systemRoles: ["ADMIN", "AUDITOR"] },
  "tenant:write": { category: "tenant", systemRoles: ["ADMIN"] },
  "gateway:read": { category: "gateway", systemRoles: ["ADMIN", "AUDITOR"] },
  "gateway:write": { category: "gateway", systemRoles: ["ADMIN"] },
} as const satisfies Readonly<Record<string, PermissionEntry>>;

export type Permission = keyof typeof permissionRegistry;
export const permissions = Object.keys(permissionRegistry) as [Permission, ...Permission[]];
export const permission = z.enum(permissions);

/** Those of a stored list that exist: what another release wrote beside them gives nothing. */
export const knownPermissions = (stored: readonly string[]): Permission[] =>
  permissions.filter((known) => stored.includes(known));

/** What somebody may do: the owner everything, anybody else what their roles and groups grant (`permissions_of` of the database). */
export const permissionsHeld = (person: {
  readonly isOwner: boolean;
  readonly granted: readonly string[];
}): readonly Permission[] => (person.isOwner ? permissions : knownPermissions(person.granted));

const grantedBy = (role: SystemRole): readonly Permission[] =>
  permissions.filter((id) => (permissionRegistry[id].systemRoles as readonly SystemRole[]).includes(role));

export const systemRoles = Object.fromEntries(
  systemRoleKinds.map((role) => [role, { ...systemRoleTexts[role], permissions: grantedBy(role) }]),
) as Readonly<
  Record<
    SystemRole,
    { readonly name: string; readonly description: string; readonly permissions: readonly Permission[] }
  >
>;
