import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, tenantId, updatedAt } from "./columns.ts";
import { roles } from "./roles.ts";
import { tenants } from "./tenants.ts";
import { users } from "./users.ts";

export const groups = pgTable(
  "groups",
  {
    tenantId: tenantId().references(() => tenants.id),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    description: text("description"),
    maxDevices: integer("max_devices"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // serves group.list, the import, and the rule: one group per name
    uniqueIndex("groups_name").on(t.tenantId, t.name),
    check("groups_max_devices", sql`${t.maxDevices} between 0 and 10000`),
  ],
);

export const groupMembers = pgTable(
  "group_members",
  { tenantId: tenantId(), groupId: uuid("group_id").notNull(), userId: uuid("user_id").notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.groupId, t.userId] }),
    foreignKey({
      name: "group_members_group",
      columns: [t.tenantId, t.groupId],
      foreignColumns: [groups.tenantId, groups.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "group_members_user",
      columns: [t.tenantId, t.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
    // serves user.get and permissions: the groups of a user
    index("group_members_user").on(t.tenantId, t.userId, t.groupId),
  ],
);

export const groupRoles = pgTable(
  "group_roles",
  { tenantId: tenantId(), groupId: uuid("group_id").notNull(), roleId: uuid("role_id").notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.groupId, t.roleId] }),
    foreignKey({
      name: "group_roles_group",
      columns: [t.tenantId, t.groupId],
      foreignColumns: [groups.tenantId, groups.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "group_roles_role",
      columns: [t.tenantId, t.roleId],
      foreignColumns: [roles.tenantId, roles.id],
    }),
    // serves user.list by role: the groups that carry it
    index("group_roles_role").on(t.tenantId, t.roleId, t.groupId),
  ],
);
