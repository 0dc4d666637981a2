import type { CascadeKind } from "@portcullis/domain/cascade";
import type { DeviceCause } from "@portcullis/domain/device/device";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { by, type DemoAuditLog, worker } from "./demo-audit-log.ts";
import type { Device } from "./demo-devices.ts";
import type { Person } from "./demo-people.ts";
import { after, type DemoTenant } from "./demo-tenant.ts";

export interface Change {
  readonly at: Timestamp;
  readonly actor: Person;
  readonly reason?: string;
}

/** A deactivation that finished in the past: the user, the devices, the cascade and the audit log agree. */
export function switchOffPerson(demo: DemoTenant, auditLog: DemoAuditLog, person: Person, change: Change): void {
  const on = devicesOf(demo, person).filter((device) => device.cause === null);
  const cascade = addCascade(demo, auditLog, person, { ...change, kind: "deactivate", devices: on });
  Object.assign(person, { status: "inactive" });
  for (const device of on) {
    switchOff(demo, device, "user_deactivated", cascade.switchedAt);
  }
}

/** Reactivates a person, and only the devices that their deactivation had switched off. */
export function switchOnPerson(demo: DemoTenant, auditLog: DemoAuditLog, person: Person, change: Change): void {
  const off = devicesOf(demo, person).filter((device) => device.cause === "user_deactivated");
  const cascade = addCascade(demo, auditLog, person, { ...change, kind: "reactivate", devices: off });
  Object.assign(person, { status: "active" });
  for (const device of off) {
    device.cause = null;
    device.deactivatedAt = null;
    device.updatedAt = cascade.switchedAt;
    device.lastConnection = demo.ago({ hours: 2 + demo.faker.number.int(30) });
  }
}

/** An administrator switched off one device; no cascade began. */
export function switchOffDevice(
  demo: DemoTenant,
  auditLog: DemoAuditLog,
  device: Device,
  change: Omit<Change, "reason">,
): void {
  switchOff(demo, device, "admin", change.at);
  auditLog.add({
    at: change.at,
    action: "device.deactivated",
    actor: by(change.actor),
    target: { kind: "device", id: device.id },
    subjectId: device.userId,
    changed: ["cause"],
  });
}

/** What is left of somebody who was deleted in the past: the cascade and entries of the audit log, without a name. */
export function addDeletedPerson(demo: DemoTenant, auditLog: DemoAuditLog, change: Omit<Change, "reason">): void {
  const person = { id: demo.newId(), updatedAt: change.at, generation: 1 };
  const devices = [{ id: demo.newId() }, { id: demo.newId() }, { id: demo.newId() }];
  const { switchedAt } = addCascade(demo, auditLog, person, { ...change, kind: "delete", devices });
  for (const device of devices) {
    auditLog.add({
      at: after(switchedAt, 20),
      action: "device.removed",
      actor: worker,
      target: { kind: "device", id: device.id },
      subjectId: person.id,
    });
  }
  auditLog.erase(person.id);
}

const actions = { deactivate: "user.deactivated", reactivate: "user.reactivated", delete: "user.deleted" } as const;

function addCascade(
  demo: DemoTenant,
  auditLog: DemoAuditLog,
  person: Pick<Person, "id" | "generation" | "updatedAt">,
  change: Change & { readonly kind: CascadeKind; readonly devices: readonly { readonly id: string }[] },
): { readonly switchedAt: Timestamp } {
  const { tenantId, rows } = demo;
  const { at, kind, devices } = change;
  const id = demo.newId();
  const switchedAt = after(at, 60 + demo.faker.number.int(90));
  person.generation = (person.generation ?? 0) + 1;
  person.updatedAt = at;
  rows.cascades.push({
    tenantId,
    id,
    userId: person.id,
    kind,
    status: "done",
    generation: person.generation,
    requestedBy: change.actor.id,
    requestedAt: at,
    reason: change.reason ?? null,
    sessionsEnded: kind === "reactivate" ? 0 : demo.faker.number.int(2),
    devicesTotal: devices.length,
    devicesDone: devices.length,
    cursor: devices.at(-1)?.id ?? null,
    startedAt: switchedAt,
    finishedAt: switchedAt,
    nextAttemptAt: at,
  });
  if (kind !== "reactivate") {
    const confirmedAt = after(at, 35 + demo.faker.number.int(140));
    rows.gatewayConfirmations.push({
      tenantId,
      changeId: id,
      gatewayId: demo.gatewayId,
      userId: person.id,
      askedAt: at,
      confirmedAt,
    });
  }
  auditLog.add({
    at,
    action: actions[kind],
    actor: by(change.actor),
    target: { kind: "user", id: person.id },
    subjectId: person.id,
    cascadeId: id,
    changed: ["status"],
    ...(change.reason && { details: { reason: change.reason } }),
  });
  for (const device of devices) {
    rows.cascadeDevices.push({ tenantId, cascadeId: id, deviceId: device.id, switchedAt });
    auditLog.add({
      at: switchedAt,
      action: kind === "reactivate" ? "device.reactivated" : "device.deactivated",
      actor: worker,
      target: { kind: "device", id: device.id },
      subjectId: person.id,
      cascadeId: id,
      changed: ["cause"],
    });
  }
  return { switchedAt };
}

/** Switches the device off at `at`; a later last connection and posture check are moved to before it. */
function switchOff(demo: DemoTenant, device: Device, cause: DeviceCause, at: Timestamp): void {
  device.cause = cause;
  device.deactivatedAt = at;
  device.updatedAt = at;
  if (!device.lastConnection || device.lastConnection < at) return;
  device.lastConnection = demo.between(device.createdAt, at);
  const posture = demo.rows.devicePosture.find(({ deviceId }) => deviceId === device.id);
  if (posture) posture.lastCheck = device.lastConnection;
}

function devicesOf(demo: DemoTenant, person: Person) {
  return demo.rows.devices.filter((device): device is Device => device.userId === person.id);
}
