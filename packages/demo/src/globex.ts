import type { Timestamp } from "@portcullis/domain/timestamp";
import { demoAuditLog } from "./demo-audit-log.ts";
import { addPersonalDevices, deriveLastConnections } from "./demo-devices.ts";
import { addSession, recordBeginnings, recordSignIns } from "./demo-everyday.ts";
import { addPassword, addPerson, consultant } from "./demo-people.ts";
import type { DemoRows } from "./demo-rows.ts";
import { addStaff } from "./demo-staff.ts";
import { addRoles, type Department } from "./demo-structure.ts";
import { demoTenant } from "./demo-tenant.ts";

const departments: readonly Department[] = [
  {
    name: "Studio",
    description: "Architects and draughtspeople.",
    size: 9,
    joining: 1,
    devices: 3,
    platforms: ["macos", "ios", "windows"],
  },
  { name: "Office", description: "Everything else.", size: 4, devices: 2, platforms: ["windows", "android"] },
];

/** The small demo tenant, beside the large one and unrelated to it. */
export function globex(now: Timestamp, passwordHash: string): DemoRows {
  const demo = demoTenant("globex", 20_002, now);
  const founded = demo.ago({ days: 30, hours: 5 });
  demo.rows.tenants.push({
    id: demo.tenantId,
    slug: "globex",
    name: "Globex",
    maxDevices: 3,
    createdAt: founded,
    updatedAt: founded,
  });
  const { system } = addRoles(demo, founded);
  const owner = addPerson(demo, {
    email: "owner@globex.test",
    firstName: "Teresa",
    lastName: "Valverde",
    createdAt: founded,
    isOwner: true,
  });
  addPassword(demo, owner, passwordHash);
  addPersonalDevices(demo, owner, 2, ["macos", "ios"]);
  addStaff(demo, departments, { domain: "globex.test", founded, roleId: system.BASIC, roleOf: () => undefined });
  const guest = addPerson(demo, { ...consultant, createdAt: founded, roleIds: [system.BASIC] });
  addPersonalDevices(demo, guest, 1, ["macos"]);

  const auditLog = demoAuditLog(demo);
  recordBeginnings(demo, auditLog, owner);
  recordSignIns(demo, auditLog, owner, 28, 0.5);
  addSession(demo, auditLog, owner, 90);
  auditLog.write();
  deriveLastConnections(demo);
  return demo.rows;
}
