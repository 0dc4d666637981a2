import type { AuditEntry } from "@portcullis/db/audit";
import { hashDetails, hashOrigin } from "@portcullis/db/audit-proof";
import type { Timestamp } from "@portcullis/domain/timestamp";
import type { DemoTenant } from "./demo-tenant.ts";

export type DemoEvent = AuditEntry & { readonly at: Timestamp };

/** What happened so far; written in the order of time at the end. */
export interface DemoAuditLog {
  add(event: DemoEvent): void;
  /** The person is gone: nothing personal may be left of them. */
  erase(subjectId: string): void;
  write(): void;
}

export function demoAuditLog(demo: DemoTenant): DemoAuditLog {
  const events: DemoEvent[] = [];
  const erased = new Set<string>();
  return {
    add: (event) => events.push(event),
    erase: (subjectId) => erased.add(subjectId),
    write() {
      for (const event of events.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
        writeEvent(demo, event, erased);
      }
    },
  };
}

function writeEvent(demo: DemoTenant, event: DemoEvent, erased: ReadonlySet<string | null>): void {
  const { tenantId, rows } = demo;
  const id = demo.newId();
  const details = event.details && { details: event.details, ...hashDetails(event.details) };
  const { from } = event.actor;
  const origin = from && { ...from, ...hashOrigin(from) };
  const subjectId = event.subjectId ?? null;
  rows.auditEvents.push({
    tenantId,
    id,
    at: event.at,
    action: event.action,
    actorKind: event.actor.kind,
    actorId: event.actor.id,
    targetKind: event.target.kind,
    targetId: event.target.id,
    subjectId,
    cascadeId: event.cascadeId ?? null,
    changed: event.changed ?? [],
    detailsHash: details?.hash ?? null,
    originHash: origin?.hash ?? null,
  });
  const personId = event.actor.id ?? subjectId;
  if (origin && !erased.has(personId)) rows.auditOrigins.push({ tenantId, eventId: id, personId, ...origin });
  if (details && !erased.has(subjectId)) rows.auditDetails.push({ tenantId, eventId: id, subjectId, ...details });
}

export const operator = { kind: "operator", id: null } as const;
export const worker = { kind: "worker", id: null } as const;
export const by = (person: { readonly id: string }) => ({ kind: "user", id: person.id }) as const;
