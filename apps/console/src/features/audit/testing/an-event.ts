import type { AuditEvent } from "@portcullis/domain/audit";

/** An id that ends in this number. */
export const idOf = (n: number) => `01930000-0000-7000-8000-${String(n).padStart(12, "0")}`;

export const grace = { kind: "user", id: idOf(1), name: "Grace Hopper" } as const;
export const ada = { kind: "user", id: idOf(2), name: "Ada Lovelace" } as const;
export const erased = { kind: "user", id: idOf(3), name: null } as const;
export const worker = { kind: "worker", id: null, name: null } as const;
export const laptop = { kind: "device", id: idOf(4), name: "laptop" } as const;

/** Grace deactivated Ada, unless said otherwise. */
export function anEvent(change: Partial<AuditEvent> = {}): AuditEvent {
  return {
    id: idOf(100),
    at: "2026-11-24T10:00:00.000Z",
    action: "user.deactivated",
    actor: grace,
    target: ada,
    subject: { id: ada.id, name: ada.name },
    identity: { actorEmail: null, targetEmail: null, subjectEmail: null, publicKey: null, addresses: [] },
    cascadeId: null,
    devicesSwitched: null,
    changed: [],
    details: null,
    refusals: null,
    origin: null,
    ...change,
  };
}
