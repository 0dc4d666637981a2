import { randomBytes } from "node:crypto";
import { sessionAbsoluteDays, sessionIdleHours } from "@portcullis/domain/session";
import { type Timestamp, toTimestamp } from "@portcullis/domain/timestamp";
import { by, type DemoAuditLog, operator } from "./demo-audit-log.ts";
import type { Person } from "./demo-people.ts";
import { after, type DemoTenant } from "./demo-tenant.ts";

const agents = [
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
  "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
];

/** Where a person signs in from. The addresses are those set aside for documentation (RFC 5737). */
function drawPlace(demo: DemoTenant) {
  const network = demo.faker.helpers.arrayElement(["192.0.2", "198.51.100", "203.0.113"]);
  return {
    address: `${network}.${demo.faker.number.int({ min: 2, max: 250 })}`,
    agent: demo.faker.helpers.arrayElement(agents),
  };
}

/** Signed in, some minutes or hours ago. The token is random and kept by nobody: no cookie opens this session. */
export function addSession(demo: DemoTenant, auditLog: DemoAuditLog, person: Person, minutesAgo: number): void {
  const { tenantId, rows } = demo;
  const createdAt = demo.ago({ hours: 1 + demo.faker.number.int(60), minutes: minutesAgo });
  const lastSeenAt = demo.ago({ minutes: minutesAgo });
  const idleEnd = Date.parse(lastSeenAt) + sessionIdleHours * 3_600_000;
  const absoluteEnd = Date.parse(createdAt) + sessionAbsoluteDays * 86_400_000;
  const id = demo.newId();
  const place = drawPlace(demo);
  rows.sessions.push({
    tenantId,
    id,
    userId: person.id,
    tokenHash: randomBytes(32),
    createdAt,
    lastSeenAt,
    expiresAt: toTimestamp(Math.min(idleEnd, absoluteEnd)),
    ...place,
  });
  recordSignIn(auditLog, person, createdAt, place);
}

/** Sign-ins of the past weeks, on working hours of most days, with a mistyped password now and then. */
export function recordSignIns(
  demo: DemoTenant,
  auditLog: DemoAuditLog,
  person: Person,
  days: number,
  share: number,
): void {
  const { faker } = demo;
  for (let day = days; day >= 1; day--) {
    const at = demo.ago({ days: day, minutes: faker.number.int(500) });
    if (at < person.createdAt || !faker.datatype.boolean(share)) continue;
    const place = drawPlace(demo);
    if (faker.datatype.boolean(0.05)) {
      auditLog.add({
        at: after(at, -9_000),
        action: "user.sign_in_failed",
        actor: { ...by(person), from: place },
        target: { kind: "user", id: person.id },
        subjectId: person.id,
      });
    }
    recordSignIn(auditLog, person, at, place);
  }
}

function recordSignIn(
  auditLog: DemoAuditLog,
  person: Person,
  at: Timestamp,
  place: { address: string; agent: string },
): void {
  auditLog.add({
    at,
    action: "user.signed_in",
    actor: { ...by(person), from: place },
    target: { kind: "user", id: person.id },
    subjectId: person.id,
  });
}

/** How everything that exists came to be: the tenant, its groups, its people but for the invited, their devices. */
export function recordBeginnings(
  demo: DemoTenant,
  auditLog: DemoAuditLog,
  admin: Person,
  invited: ReadonlySet<string> = new Set(),
): void {
  const { rows } = demo;
  for (const { id, createdAt, name, slug } of rows.tenants) {
    if (!createdAt) continue;
    const target = { kind: "tenant", id } as const;
    auditLog.add({
      at: createdAt,
      action: "tenant.created",
      actor: operator,
      target,
      details: { after: { slug, name } },
    });
  }
  for (const { id, createdAt, name } of rows.groups) {
    if (!createdAt) continue;
    const target = { kind: "group", id } as const;
    auditLog.add({ at: createdAt, action: "group.created", actor: operator, target, details: { after: { name } } });
  }
  for (const { id, createdAt, email, firstName, lastName } of rows.users) {
    if (!createdAt || invited.has(id)) continue;
    auditLog.add({
      at: createdAt,
      action: "user.created",
      actor: createdAt > admin.createdAt ? by(admin) : operator,
      target: { kind: "user", id },
      subjectId: id,
      details: { after: { email, firstName, lastName } },
    });
  }
  for (const { id, createdAt, userId, name, platform } of rows.devices) {
    if (!createdAt) continue;
    auditLog.add({
      at: createdAt,
      action: "device.registered",
      actor: { kind: "user", id: userId },
      target: { kind: "device", id },
      subjectId: userId,
      details: { after: { name, platform } },
    });
  }
}

/** Somebody's name changed. */
export function recordRenaming(
  auditLog: DemoAuditLog,
  person: Person,
  change: { readonly at: Timestamp; readonly actor: Person; readonly formerLastName: string },
): void {
  person.updatedAt = change.at;
  auditLog.add({
    at: change.at,
    action: "user.updated",
    actor: by(change.actor),
    target: { kind: "user", id: person.id },
    subjectId: person.id,
    changed: ["lastName"],
    details: { before: { lastName: change.formerLastName }, after: { lastName: person.lastName } },
  });
}
