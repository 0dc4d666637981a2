import { auditDetails, auditEvents } from "@portcullis/db/schema/audit";
import { cascadeDevices, cascades } from "@portcullis/db/schema/cascades";
import { credentials } from "@portcullis/db/schema/credentials";
import { deviceAddresses, devicePosture, devices } from "@portcullis/db/schema/devices";
import { groupMembers, groupRoles, groups } from "@portcullis/db/schema/groups";
import { roles, userRoles } from "@portcullis/db/schema/roles";
import { sessions } from "@portcullis/db/schema/sessions";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import type { PgTable } from "drizzle-orm/pg-core";

/** Every table that the demo fills, in an order that satisfies the foreign keys. */
const tables = {
  tenants,
  users,
  credentials,
  roles,
  userRoles,
  groups,
  groupMembers,
  groupRoles,
  devices,
  deviceAddresses,
  devicePosture,
  sessions,
  cascades,
  cascadeDevices,
  auditEvents,
  auditDetails,
} as const satisfies Record<string, PgTable>;

type Tables = typeof tables;
export type DemoRows = { readonly [Name in keyof Tables]: Tables[Name]["$inferInsert"][] };
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
    sessions: [],
    cascades: [],
    cascadeDevices: [],
    auditEvents: [],
    auditDetails: [],
  };
}

/** PostgreSQL takes 65,535 parameters in one statement; the widest table has some twenty columns. */
const rowsPerInsert = 2_000;

export async function insertRows(tx: TenantTx, rows: DemoRows): Promise<void> {
  for (const name of Object.keys(tables) as (keyof Tables)[]) {
    const table: PgTable = tables[name];
    for (let at = 0; at < rows[name].length; at += rowsPerInsert) {
      await tx.insert(table).values(rows[name].slice(at, at + rowsPerInsert));
    }
  }
}
