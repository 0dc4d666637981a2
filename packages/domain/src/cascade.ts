import { z } from "zod";
import { failureReason } from "./cascade-failure.ts";
import { userShort } from "./device/device.ts";
import { id } from "./ids.ts";
import { page, pageInput } from "./page.ts";

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
  status: cascadeStatus,
  /** Devices switched so far, and how many there are to switch. */
  devicesDone: z.int(),
  devicesTotal: z.int(),
  /** Sessions that ended in the transaction of the change itself. */
  sessionsEnded: z.int(),
  /** Gateways that have confirmed that the user's devices are off their interface, and how many are to. */
  gatewaysConfirmed: z.int(),
  gatewaysTotal: z.int(),
  requestedAt: z.date(),
  finishedAt: z.date().nullable(),
  /** Milliseconds from the request to the finish, or null while it runs. */
  elapsedMs: z.int().nullable(),
  attempts: z.int(),
  failureReason: failureReason.nullable(),
});
export type CascadeProgress = z.infer<typeof cascadeProgress>;

/** Gateways that a receipt names at most. */
export const gatewaysInReceipt = 100;

/** Who had to let go, by name. */
export const gatewayWords = z
  .array(
    z.strictObject({
      id,
      /** Null once the gateway is removed. */
      name: z.string().nullable(),
      /** When its word came that the access is off its interface; null while it has not. */
      confirmedAt: z.date().nullable(),
    }),
  )
  .max(gatewaysInReceipt);
export type GatewayWords = z.infer<typeof gatewayWords>;

/** The receipt without its devices, which come page by page. `user` and names are null once erased. */
export const cascadeDetail = cascadeProgress.extend({
  user: userShort.nullable(),
  requestedBy: z.strictObject({ id, name: z.string().nullable() }).nullable(),
  reason: z.string().nullable(),
  startedAt: z.date().nullable(),
  nextAttemptAt: z.date().nullable(),
  /** Who had to let go of the user's devices; none for a reactivation. */
  gateways: gatewayWords,
});
export type CascadeDetail = z.infer<typeof cascadeDetail>;

export const cascadeById = z.strictObject({ id });

export const listCascades = z.strictObject({
  userId: id.optional(),
  status: z.array(cascadeStatus).max(cascadeStatuses.length).optional(),
  ...pageInput,
});
export type ListCascades = z.infer<typeof listCascades>;
export const cascadePage = page(cascadeDetail);

export const listCascadeDevices = z.strictObject({ id, ...pageInput });
export type ListCascadeDevices = z.infer<typeof listCascadeDevices>;

/** The proof that a device is off: the newest change that took its access away, and which gateways have said so. */
export const deviceCutOff = z.strictObject({
  at: z.date(),
  /** The cascade that did it; null where it was switched off by hand. */
  cascadeId: id.nullable(),
  gateways: gatewayWords,
});
export type DeviceCutOff = z.infer<typeof deviceCutOff>;

/** One line of a receipt. `name` is null once the device is removed. */
export const cascadeDevice = z.strictObject({
  deviceId: id,
  name: z.string().nullable(),
  /** When the cascade switched it. */
  switchedAt: z.date(),
});
export const cascadeDevicePage = page(cascadeDevice);
export type CascadeDevice = z.infer<typeof cascadeDevice>;

/**
 * What one batch of the worker came to. `busy`: somebody holds the user's row, try again soon. `idle`: nothing to do.
 * `postponed`: failed, will be tried again; `parked`: failed too often, waits for a person.
 */
export const advanceOutcomes = ["progress", "finished", "superseded", "busy", "idle", "postponed", "parked"] as const;
export const advanceOutcome = z.enum(advanceOutcomes);
export type AdvanceOutcome = z.infer<typeof advanceOutcome>;
