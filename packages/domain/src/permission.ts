import { z } from "zod";

export const permissions = [
  "user:read",
  "user:write",
  "user:invite",
  "user:deactivate",
  "user:delete",
  "role:read",
  "role:write",
  "role:assign",
  "group:read",
  "group:write",
  "device:read",
  "device:write",
  "device:deactivate",
  "session:read",
  "session:revoke",
  "audit:read",
  "tenant:read",
  "tenant:write",
  "gateway:read",
  "gateway:write",
] as const;

export type Permission = (typeof permissions)[number];
export const permission = z.enum(permissions);

/** Those of a stored list that exist: what another release wrote beside them gives nothing. */
export const knownPermissions = (stored: readonly string[]): Permission[] =>
  permissions.filter((known) => stored.includes(known));

/** The roles that every tenant has and nobody edits. The owner is none of them: it is a flag that moves only by transfer. */
export const systemRoles = {
  ADMIN: { name: "Administrator", description: "Everything but ownership.", permissions },
  SUPPORT: {
    name: "Support",
    description: "Looks after people and their devices.",
    permissions: [
      "user:read",
      "user:write",
      "user:invite",
      "user:deactivate",
      "role:read",
      "group:read",
      "device:read",
      "device:write",
      "device:deactivate",
      "session:read",
      "session:revoke",
    ],
  },
  AUDITOR: {
    name: "Auditor",
    description: "Sees everything, changes nothing.",
    permissions: permissions.filter((p) => p.endsWith(":read")),
  },
  BASIC: { name: "Member", description: "Own profile, devices and sessions.", permissions: [] },
} as const satisfies Record<string, { name: string; description: string; permissions: readonly Permission[] }>;

export type SystemRole = keyof typeof systemRoles;
export const systemRoleKinds = Object.keys(systemRoles) as SystemRole[];
