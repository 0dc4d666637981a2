import { z } from "zod";
import { auditAction } from "./audit.ts";
import { changeState, changeStates, gatewayAcknowledgements } from "./change-state.ts";
import { userShort } from "./device/device.ts";
import { id } from "./ids.ts";
import { countedPage, pageInput } from "./page.ts";
import { timestamp } from "./timestamp.ts";

/** What a failure of each SQLSTATE class means (PostgreSQL manual, appendix A), in words that tell nothing of what is stored. */
const meanings: Readonly<Record<string, string>> = {
  "22": "The database refused a value in one of the records to change.",
  "23": "The database refused the change, because it contradicts another record.",
  "42": "The database lacks something that this version needs, or does not permit it. Run db:migrate, then try again.",
  "54": "The change is larger than a limit of the database.",
  "58": "The database met an error of its operating system.",
  P0: "A function or trigger in the database refused the change.",
  XX: "The database met an internal error.",
};
const unknown = "Something went wrong on our side.";

const details = " The worker's log has the details under the reference ";
const shown = new RegExp(`^[A-Z][^()]{0,120}\\.${details}[0-9a-f-]{36}\\.$`);

/**
 * What is stored, and shown, of why a batch failed: PostgreSQL's own text, which may repeat what people entered, stays in the log.
 * @param reference a UUID, by which the log is searched
 */
export function cascadeFailure(sqlState: string | undefined, reference: string): string {
  return `${meanings[sqlState?.slice(0, 2) ?? ""] ?? unknown}${details}${reference}.`;
}

/** Earlier releases have stored PostgreSQL's text: it is not shown. */
export const failureReason = z.string().transform((text) => (shown.test(text) ? text : unknown));

/** The lifecycle changes that reach devices. */
export const cascadeKinds = ["deactivate", "reactivate", "delete"] as const;
export const cascadeKind = z.enum(cascadeKinds);
export type CascadeKind = z.infer<typeof cascadeKind>;

/** `superseded`: a later change of the same user took over. `failed`: parked until somebody retries. */
export const cascadeStatuses = ["running", "done", "superseded", "failed"] as const;
export const cascadeStatus = z.enum(cascadeStatuses);
export type CascadeStatus = z.infer<typeof cascadeStatus>;

export const cascadeProgress = z.strictObject({
  id,
  userId: id,
  kind: cascadeKind,
  /** How far the worker is with the devices; `state` says how far the change is. */
  status: cascadeStatus,
  state: changeState,
  /** Devices switched so far, and how many there are to switch. */
  devicesDone: z.int(),
  devicesTotal: z.int(),
  /** Sessions that ended in the transaction of the change itself. */
  sessionsEnded: z.int(),
  /** Gateways that have confirmed that the user's devices are off their interface, and how many are to. */
  gatewaysConfirmed: z.int(),
  gatewaysTotal: z.int(),
  /** Those that were there, with their answers: the open ones first, then by name. None for a reactivation. */
  gateways: gatewayAcknowledgements,
  requestedAt: timestamp,
  finishedAt: timestamp.nullable(),
  /** Milliseconds from the request until it was done, by the last gateway where there was one; null while it is not. */
  elapsedMs: z.int().nullable(),
  attempts: z.int(),
  failureReason: failureReason.nullable(),
});
export type CascadeProgress = z.infer<typeof cascadeProgress>;

/** The receipt without its devices, which come page by page. `user` and names are null once erased. */
export const cascadeDetail = cascadeProgress.extend({
  user: userShort.nullable(),
  requestedBy: z.strictObject({ id, name: z.string().nullable(), email: z.string().nullable() }).nullable(),
  reason: z.string().nullable(),
  startedAt: timestamp.nullable(),
  nextAttemptAt: timestamp.nullable(),
});
export type CascadeDetail = z.infer<typeof cascadeDetail>;

export const cascadeById = z.strictObject({ id });

export const listCascades = z.strictObject({
  userId: id.optional(),
  status: z.array(cascadeStatus).max(cascadeStatuses.length).optional(),
  state: z.array(changeState).max(changeStates.length).optional(),
  ...pageInput,
});
export type ListCascades = z.infer<typeof listCascades>;
export const cascadePage = countedPage(cascadeDetail);

export const listCascadeDevices = z.strictObject({ id, ...pageInput });
export type ListCascadeDevices = z.infer<typeof listCascadeDevices>;

/** How the newest change that took a device's access away stands with the gateways. */
export const deviceCutOff = z.strictObject({
  /** Of the cascade, or of the audit event where it was this device's alone. */
  changeId: id,
  at: timestamp,
  /** The cascade that did it; null where it was switched off by hand. */
  cascadeId: id.nullable(),
  /** What was done to this device alone; null where a cascade did it, or once the log was pruned. */
  action: auditAction.nullable(),
  state: changeState,
  gateways: gatewayAcknowledgements,
  elapsedMs: z.int().nullable(),
});
export type DeviceCutOff = z.infer<typeof deviceCutOff>;

export const listUnconfirmed = z.strictObject({ ...pageInput });
export type ListUnconfirmed = z.infer<typeof listUnconfirmed>;

/** What an unconfirmed change took away: a person's access, one device's, or everybody's (rules of the tenant, a closed gateway). */
export const unconfirmedKinds = ["user", "device", "everybody"] as const;

/** A change that is committed and that a gateway has not confirmed, of whatever kind. Names are null once erased or removed. */
export const unconfirmedChange = z.strictObject({
  changeId: id,
  kind: z.enum(unconfirmedKinds),
  /** Where it has a receipt. */
  cascadeId: id.nullable(),
  user: z.strictObject({ id, name: z.string().nullable() }).nullable(),
  device: z.strictObject({ id, name: z.string().nullable(), publicKey: z.string() }).nullable(),
  requestedAt: timestamp,
  gateways: gatewayAcknowledgements,
});
export type UnconfirmedChange = z.infer<typeof unconfirmedChange>;
export const unconfirmedPage = countedPage(unconfirmedChange);

/** One line of a receipt. `name` is null once the device is removed. */
export const cascadeDevice = z.strictObject({
  deviceId: id,
  name: z.string().nullable(),
  /** As they were when it was switched; null and none on old receipts of a device that is removed. */
  publicKey: z.string().nullable(),
  addresses: z.array(z.string()),
  /** When the cascade switched it. */
  switchedAt: timestamp,
});
export const cascadeDevicePage = countedPage(cascadeDevice);
export type CascadeDevice = z.infer<typeof cascadeDevice>;

/**
 * The outcome of one batch of the worker:
 * - `busy`: another transaction holds the user's row, so try again soon
 * - `idle`: there was nothing to do
 * - `postponed`: it failed and will be tried again
 * - `parked`: it failed too often and waits for a person
 */
export const advanceOutcomes = ["progress", "finished", "superseded", "busy", "idle", "postponed", "parked"] as const;
export const advanceOutcome = z.enum(advanceOutcomes);
export type AdvanceOutcome = z.infer<typeof advanceOutcome>;
