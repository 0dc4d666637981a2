import { auditDetails, auditEvents, auditOrigins } from "@portcullis/db/schema/audit";
import { cascadeDevices, cascades } from "@portcullis/db/schema/cascades";
import { credentials } from "@portcullis/db/schema/credentials";
import { deviceAddresses, devicePosture, devices } from "@portcullis/db/schema/devices";
import { deviceConnections, gatewayConfirmations } from "@portcullis/db/schema/gateways";
import { groupMembers, groupRoles, groups } from "@portcullis/db/schema/groups";
import { invitations } from "@portcullis/db/schema/invitations";
import { postureRules } from "@portcullis/db/schema/posture-rules";
import { roles, userRoles } from "@portcullis/db/schema/roles";
import { sessions } from "@portcullis/db/schema/sessions";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import type { PgTable } from "drizzle-orm/pg-core";

/** What the demo puts into each table; every row names its tenant. */
export interface DemoRows {
  readonly tenants: (typeof tenants.$inferInsert)[];
  readonly users: (typeof users.$inferInsert)[];
  readonly credentials: (typeof credentials.$inferInsert)[];
  readonly roles: (typeof roles.$inferInsert)[];
  readonly userRoles: (typeof userRoles.$inferInsert)[];
  readonly groups: (typeof groups.$inferInsert)[];
  readonly groupMembers: (typeof groupMembers.$inferInsert)[];
  readonly groupRoles: (typeof groupRoles.$inferInsert)[];
  readonly devices: (typeof devices.$inferInsert)[];
  readonly deviceAddresses: (typeof deviceAddresses.$inferInsert)[];
  readonly devicePosture: (typeof devicePosture.$inferInsert)[];
  readonly postureRules: (typeof postureRules.$inferInsert)[];
  readonly invitations: (typeof invitations.$inferInsert)[];
  readonly sessions: (typeof sessions.$inferInsert)[];
  readonly cascades: (typeof cascades.$inferInsert)[];
  readonly cascadeDevices: (typeof cascadeDevices.$inferInsert)[];
  readonly gatewayConfirmations: (typeof gatewayConfirmations.$inferInsert)[];
  readonly deviceConnections: (typeof deviceConnections.$inferInsert)[];
  readonly auditEvents: (typeof auditEvents.$inferInsert)[];
  readonly auditDetails: (typeof auditDetails.$inferInsert)[];
  readonly auditOrigins: (typeof auditOrigins.$inferInsert)[];
}
export type DemoDevice = DemoRows["devices"][number];
export type DemoUser = DemoRows["users"][number];

export function noRows(): DemoRows {
  return {
    tenants: [],
    users: [],
    credentials: [],
    roles: [],
    userRoles: [],
    groups: [],
    groupMembers: [],
    groupRoles: [],
    devices: [],
    deviceAddresses: [],
    devicePosture: [],
    postureRules: [],
    invitations: [],
    sessions: [],
    cascades: [],
    cascadeDevices: [],
    gatewayConfirmations: [],
    deviceConnections: [],
    auditEvents: [],
    auditDetails: [],
    auditOrigins: [],
  };
}

/** PostgreSQL takes 65,535 parameters in one statement; the widest table has some twenty columns. */
const rowsPerInsert = 2_000;

/** In an order that satisfies the foreign keys. */
export async function insertRows(tx: TenantTx, rows: DemoRows): Promise<void> {
  const pairs: readonly (readonly [PgTable, readonly object[]])[] = [
    [tenants, rows.tenants],
    [users, rows.users],
    [credentials, rows.credentials],
    [roles, rows.roles],
    [userRoles, rows.userRoles],
    [groups, rows.groups],
    [groupMembers, rows.groupMembers],
    [groupRoles, rows.groupRoles],
    [devices, rows.devices],
    [deviceAddresses, rows.deviceAddresses],
    [devicePosture, rows.devicePosture],
    [postureRules, rows.postureRules],
    [invitations, rows.invitations],
    [sessions, rows.sessions],
    [cascades, rows.cascades],
    [cascadeDevices, rows.cascadeDevices],
    [gatewayConfirmations, rows.gatewayConfirmations],
    [deviceConnections, rows.deviceConnections],
    [auditEvents, rows.auditEvents],
    [auditDetails, rows.auditDetails],
    [auditOrigins, rows.auditOrigins],
  ];
  for (const [table, added] of pairs) {
    for (let at = 0; at < added.length; at += rowsPerInsert) {
      await tx.insert(table).values(added.slice(at, at + rowsPerInsert));
    }
  }
}
