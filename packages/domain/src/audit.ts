import { z } from "zod";
import { auditActions } from "./audit-action.ts";
import { id } from "./ids.ts";
import { countedPage, pageInput } from "./page.ts";
import { timestamp, timestampInput } from "./timestamp.ts";

export const auditAction = z.enum(auditActions);

/** `operator` is whoever holds the machine and runs its commands; `device` is one that reports of itself. */
export const actorKinds = ["user", "worker", "operator", "device"] as const;
export type ActorKind = (typeof actorKinds)[number];

export const targetKinds = [
  "tenant",
  "user",
  "device",
  "session",
  "cascade",
  "group",
  "role",
  "gateway",
  "bulk",
] as const;
export type TargetKind = (typeof targetKinds)[number];

/** Personal values of an event: kept apart, erased with the person. */
export const auditDetails = z.strictObject({
  before: z.record(z.string(), z.unknown()).optional(),
  after: z.record(z.string(), z.unknown()).optional(),
  reason: z.string().optional(),
});
export type AuditDetails = z.infer<typeof auditDetails>;

/** Where a request came from: its address as the server saw it, and what the browser calls itself. */
export const clientInfo = z.strictObject({ address: z.string(), agent: z.string().nullable() });
export type ClientInfo = z.infer<typeof clientInfo>;

const party = { id: id.nullable(), name: z.string().nullable() };

export const auditEvent = z.strictObject({
  id,
  at: timestamp,
  action: auditAction,
  /** `name` is null for the worker and for the erased. */
  actor: z.strictObject({ kind: z.enum(actorKinds), ...party }),
  target: z.strictObject({ kind: z.enum(targetKinds), ...party }),
  /** The user whom it is about, where there is one: the target, or whose device or session the target is. */
  subject: z.strictObject({ id, name: z.string().nullable() }).nullable(),
  /**
   * What tells namesakes apart, as it is today: e-mails, a device's key and its own addresses. E-mails are null for who is gone;
   * of a removed device the key and addresses are those that it had.
   */
  identity: z.strictObject({
    actorEmail: z.string().nullable(),
    targetEmail: z.string().nullable(),
    subjectEmail: z.string().nullable(),
    publicKey: z.string().nullable(),
    addresses: z.array(z.string()),
  }),
  cascadeId: id.nullable(),
  /** Of an event that began a cascade: how many devices that has switched so far. */
  devicesSwitched: z.int().nullable(),
  /** Names of the fields that changed; their values are in `details`. */
  changed: z.array(z.string()),
  /** Null where there were none, or where they were erased. */
  details: auditDetails.nullable(),
  /** Of a refusal: how often it was repeated within the minute, the first time included, and what was asked for. */
  refusals: z.strictObject({ count: z.int(), procedures: z.array(z.string()) }).nullable(),
  /** Where the hand came from; null for the worker and the operator, and once it is erased. */
  origin: clientInfo.nullable(),
});
export type AuditEvent = z.infer<typeof auditEvent>;

export const listAudit = z.strictObject({
  actorId: id.optional(),
  /** The target itself, or the user whose device or session it is. */
  targetId: id.optional(),
  /**
   * Leaves out what cascades did to single devices, except to the target itself: the event that began a cascade counts
   * them, the receipt names them.
   */
  withoutSteps: z.boolean().optional(),
  action: z.array(auditAction).max(auditActions.length).optional(),
  from: timestampInput.optional(),
  to: timestampInput.optional(),
  ...pageInput,
});
export type ListAudit = z.infer<typeof listAudit>;
export const auditPage = countedPage(auditEvent);
