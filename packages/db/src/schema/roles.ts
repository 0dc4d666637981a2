import { knownPermissions, type Permission, type SystemRole } from "@portcullis/domain/permission";
import { sql } from "drizzle-orm";
import { customType, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, tenantId, updatedAt } from "./columns.ts";
import { tenants } from "./tenants.ts";
import { users } from "./users.ts";

/** Another release may have stored a permission that this one does not know: it gives nothing, and is dropped when read. */
const permissionList = customType<{ data: Permission[]; driverData: string[] }>({
  dataType: () => "text[]",
  fromDriver: knownPermissions,
});

export const roles = pgTable(
  "roles",
  {
    tenantId: tenantId().references(() => tenants.id),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    description: text("description"),
    /** Which system role this row is in its tenant, or null for one of the tenant's own. */
    system: text("system").$type<SystemRole>(),
    /** Of a role of the tenant's own what it grants. Of a system role nothing that counts: read `rolePermissions`. */
    storedPermissions: permissionList("permissions").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // serves role.list, and the rule: one role per name
    uniqueIndex("roles_name").on(t.tenantId, t.name),
    // serves the import and the demo: a system role by its kind
    uniqueIndex("roles_system").on(t.tenantId, t.system).where(sql`system is not null`),
  ],
);

/** What a role grants. */
export const rolePermissions = sql<Permission[]>`role_permissions(${roles.system}, ${roles.storedPermissions})`.mapWith(
  knownPermissions,
);

export const userRoles = pgTable(
  "user_roles",
  { tenantId: tenantId(), userId: uuid("user_id").notNull(), roleId: uuid("role_id").notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId, t.roleId] }),
    foreignKey({
      name: "user_roles_user",
      columns: [t.tenantId, t.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "user_roles_role",
      columns: [t.tenantId, t.roleId],
      foreignColumns: [roles.tenantId, roles.id],
    }),
    // serves user.list by role
    index("user_roles_role").on(t.tenantId, t.roleId, t.userId),
  ],
);
