import type { Timestamp } from "@portcullis/domain/timestamp";
import { type DemoAuditLog, demoAuditLog } from "./demo-audit-log.ts";
import { addWaitingDevices, type Device } from "./demo-devices.ts";
import { addSession, recordBeginnings, recordRenaming, recordSignIns } from "./demo-everyday.ts";
import { addInvitations } from "./demo-invitations.ts";
import { addDeletedPerson, switchOffDevice, switchOffPerson, switchOnPerson } from "./demo-past-changes.ts";
import type { Person } from "./demo-people.ts";
import type { Staffed } from "./demo-staff.ts";
import type { DemoTenant } from "./demo-tenant.ts";

interface DemoPeople {
  readonly owner: Person;
  readonly admin: Person;
  readonly support: Person;
  readonly auditor: Person;
  readonly member: Person;
  readonly staff: readonly Staffed[];
}

const departures = [
  { department: "Sales", days: 47, reason: "Left the company." },
  { department: "Engineering", days: 39, reason: "Left the company." },
  { department: "Contractors", days: 33, reason: "Project finished." },
  { department: "Contractors", days: 33, reason: "Project finished." },
  { department: "Customer Support", days: 26, reason: "Parental leave until spring." },
  { department: "Marketing", days: 18, reason: "Left the company." },
  { department: "Field Operations", days: 12, reason: "Phone and laptop stolen from the van." },
  { department: "Engineering", days: 6, reason: "Left the company." },
  { department: "Sales", days: 2, reason: "Credentials seen in a phishing kit." },
];

/** Two months of ordinary life, from the first import to this morning. */
export function addAcmeHistory(demo: DemoTenant, demoPeople: DemoPeople): void {
  const auditLog = demoAuditLog(demo);
  const drawPerson = personDrawer(demo, demoPeople);
  const newcomers = addInvitations(demo, auditLog, demoPeople);
  addWaitingDevices(demo, ["Engineering", "Sales", "Finance"].map(drawPerson));
  recordBeginnings(demo, auditLog, demoPeople.admin, newcomers);

  const lost = drawPerson("Engineering");
  switchOffFirstDevice(demo, auditLog, lost, demo.ago({ days: 52, hours: 2 }), demoPeople.support);
  const { admin, support } = demoPeople;
  const changes = [
    ...departures.map(({ department, days, reason }) => ({
      days,
      make: (at: Timestamp) =>
        switchOffPerson(demo, auditLog, drawPerson(department), {
          at,
          actor: days % 2 === 0 ? admin : support,
          reason,
        }),
    })),
    {
      days: 44,
      make: (at: Timestamp) => switchOffPerson(demo, auditLog, lost, { at, actor: admin, reason: "Sabbatical." }),
    },
    { days: 21, make: (at: Timestamp) => addDeletedPerson(demo, auditLog, { at, actor: admin }) },
    { days: 9, make: (at: Timestamp) => switchOnPerson(demo, auditLog, lost, { at, actor: admin }) },
  ];
  // One after the other, as in life: receipts are listed by their ids.
  for (const { days, make } of changes.toSorted((a, b) => b.days - a.days)) make(demo.ago({ days, hours: 2 }));
  for (const [department, days] of [
    ["Finance", 29],
    ["Sales", 15],
    ["Field Operations", 8],
    ["Legal", 3],
  ] as const) {
    switchOffFirstDevice(demo, auditLog, drawPerson(department), demo.ago({ days, hours: 3 }), demoPeople.support);
  }
  recordRenaming(auditLog, drawPerson("People & Culture"), {
    at: demo.ago({ days: 16, hours: 5 }),
    actor: demoPeople.support,
    formerLastName: "Whitfield",
  });
  recordRenaming(auditLog, drawPerson("Marketing"), {
    at: demo.ago({ days: 5, hours: 2 }),
    actor: demoPeople.admin,
    formerLastName: "Brandt",
  });

  for (const [person, share] of [
    [demoPeople.owner, 0.25],
    [demoPeople.admin, 0.7],
    [demoPeople.support, 0.8],
    [demoPeople.auditor, 0.2],
    [demoPeople.member, 0.1],
  ] as const) {
    recordSignIns(demo, auditLog, person, 60, share);
    addSession(demo, auditLog, person, 5 + demo.faker.number.int(300));
  }
  for (const department of ["IT Operations", "Engineering", "Sales", "Finance", "IT Operations", "Field Operations"]) {
    addSession(demo, auditLog, drawPerson(department), 20 + demo.faker.number.int(500));
  }
  auditLog.write();
}

/** People of a department who have been here from the start, each once. */
function personDrawer(demo: DemoTenant, { staff }: DemoPeople): (department: string) => Person {
  const drawn = new Set<string>();
  return (name) => {
    const people = staff.find(({ department }) => department.name === name)?.people ?? [];
    const firstImport = demo.ago({ days: 62 });
    const person = people.find((one) => !drawn.has(one.id) && one.createdAt < firstImport && one.status === "active");
    if (!person) throw new Error(`The demo's department ${name} has nobody left to tell of.`);
    drawn.add(person.id);
    return person;
  };
}

function switchOffFirstDevice(
  demo: DemoTenant,
  auditLog: DemoAuditLog,
  person: Person,
  at: Timestamp,
  actor: Person,
): void {
  const device = demo.rows.devices.find((one): one is Device => one.userId === person.id);
  if (!device) return;
  switchOffDevice(demo, auditLog, device, { at, actor });
}
