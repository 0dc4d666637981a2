import { createHash } from "node:crypto";
import type { auditEvents } from "./schema/audit.ts";
import type { auditSeals } from "./schema/audit-chain.ts";

/** How events and seals are spelled before they are hashed. Another way gets another number; each seal keeps its own. */
export const sealFormat = 1;

/** Events in one seal at most; the queue is filled in portions of as many. */
export const sealSize = 1000;

/** What the first seal of a tenant follows. */
export const nothingBefore: Buffer = Buffer.alloc(32);

/** Stands for an event that was gone before it could be sealed. */
export const hashOfMissing: Buffer = Buffer.alloc(32);

export type AuditEventRow = typeof auditEvents.$inferSelect;
export type AuditSealRow = typeof auditSeals.$inferSelect;

/** SHA-256 over every column of an event: what was done stays provable when details and origin are erased. */
export function hashEvent(event: AuditEventRow): Buffer {
  return digest([
    "portcullis audit event",
    sealFormat,
    event.tenantId,
    event.id,
    Date.parse(event.at),
    event.action,
    event.actorKind,
    event.actorId,
    event.targetKind,
    event.targetId,
    event.subjectId,
    event.cascadeId,
    event.changed,
    event.detailsHash?.toString("hex") ?? null,
    event.originHash?.toString("hex") ?? null,
  ]);
}

/** SHA-256 over a seal: what it follows, its place, its time, and the events that it names with their hashes, in order. */
export function hashSeal(seal: Omit<AuditSealRow, "hash">): Buffer {
  return digest([
    "portcullis audit seal",
    seal.format,
    seal.tenantId,
    seal.number,
    seal.previous.toString("hex"),
    Date.parse(seal.sealedAt),
    seal.eventIds,
    seal.eventHashes.toString("hex"),
  ]);
}

type Field = string | number | null | readonly string[];

/** JSON of a list of text, numbers and null has one spelling (ECMA-262, SerializeJSONArray): no two lists share it. */
const digest = (fields: readonly Field[]): Buffer => createHash("sha256").update(JSON.stringify(fields)).digest();
