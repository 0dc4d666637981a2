import { type Permission, permissions } from "@portcullis/domain/permission";

/** What each permission lets one do, in plain words. */
export const permissionLabels: Readonly<Record<Permission, string>> = {
  "user:read": "See people and receipts",
  "user:write": "Edit profiles",
  "user:invite": "Invite people",
  "user:deactivate": "Deactivate and reactivate people",
  "user:delete": "Delete people",
  "role:read": "See roles",
  "role:write": "Create, edit and delete roles",
  "role:assign": "Assign and revoke roles",
  "group:read": "See groups",
  "group:write": "Create, edit and delete groups",
  "device:read": "See everybody’s devices",
  "device:write": "Add, rename and remove devices",
  "device:deactivate": "Switch devices off and on",
  "session:read": "See everybody’s sessions",
  "session:revoke": "End sessions",
  "audit:read": "See the activity",
  "tenant:read": "See the settings",
  "tenant:write": "Change the settings",
  "gateway:read": "See gateways",
  "gateway:write": "Add, edit and remove gateways",
};

const nouns: Readonly<Record<string, string>> = {
  user: "People",
  role: "Roles",
  group: "Groups",
  device: "Devices",
  session: "Sessions",
  audit: "Activity",
  tenant: "Tenant",
  gateway: "Gateways",
  key: "API keys",
};

export interface PermissionArea {
  readonly name: string;
  readonly permissions: readonly Permission[];
}

const nounOf = (permission: Permission) => permission.slice(0, permission.indexOf(":"));

/** Every permission under what it is about, in the order of the design. */
export const permissionAreas: readonly PermissionArea[] = [...Map.groupBy(permissions, nounOf)].map(([noun, held]) => ({
  name: nouns[noun] ?? noun,
  permissions: held,
}));
