import { z } from "zod";
import { actorKinds } from "./audit.ts";
import { id } from "./ids.ts";
import { timestamp } from "./timestamp.ts";

/** Whose access is explained: a user, one device, or oneself where neither is named. A device named with a user is that user's. */
export const explainAccess = z.strictObject({ userId: id.optional(), deviceId: id.optional() });
export type ExplainAccess = z.infer<typeof explainAccess>;

/** Devices, and gateways, that an explanation names at most. */
export const explainedMax = 20;

/**
 * Why somebody cannot connect, in the order in which the causes are told: tenant, user, device, gateways. With
 * `gateways_silent` alone it is not known: a silent gateway may still let in whom it knows.
 */
export const accessCauses = [
  "tenant_suspended",
  "tenant_held",
  "user_deactivated",
  "user_imported_inactive",
  "invitation_open",
  "invitation_expired",
  "not_invited",
  "no_device",
  "device_limit",
  "device_deactivated",
  "device_reported_lost",
  "device_deactivated_with_user",
  "device_not_approved",
  "posture_failing",
  "posture_unknown",
  "key_of_gateway",
  "no_gateway",
  "gateways_closed",
  "gateways_never_reported",
  "gateways_silent",
] as const;
export type AccessCause = (typeof accessCauses)[number];

/** What would change each of them, as a sentence. */
export const accessRemedies: Readonly<Record<AccessCause, string>> = {
  tenant_suspended: "The operator of this console has to resume the tenant.",
  tenant_held: "The tenant is paused after a restore: its owner has to resume it.",
  user_deactivated: "Reactivate the user.",
  user_imported_inactive: "Reactivate the user.",
  invitation_open: "The user has to accept the invitation. You can send it again.",
  invitation_expired: "Send the invitation again.",
  not_invited: "Send an invitation to the user.",
  no_device: "Add a device.",
  device_limit: "Raise the user's device limit, then add a device.",
  device_deactivated: "Reactivate the device.",
  device_reported_lost: "Reactivate the device once it is found.",
  device_deactivated_with_user:
    "Reactivate the user. If the user is active already, retry the change or reactivate the device.",
  device_not_approved: "Approve the device.",
  posture_failing: "Fix the failing checks on the device, or change the posture rules.",
  posture_unknown: "Have the device report its posture.",
  key_of_gateway: "Give the device its own key.",
  no_gateway: "Add a gateway and start its agent.",
  gateways_closed: "Reopen a gateway.",
  gateways_never_reported: "Start the gateway's agent.",
  gateways_silent: "Start the gateways' agents, or check their network connection.",
};

/** Who brought a cause about. Name and e-mail are null for the operator and the worker, and once the person is gone. */
const explainedActor = z.strictObject({
  kind: z.enum(actorKinds),
  id: id.nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
});

const explainedGateway = z.strictObject({ id, name: z.string(), lastReport: timestamp.nullable() });

export const explainedCause = z.strictObject({
  cause: z.enum(accessCauses),
  by: explainedActor.nullable(),
  at: timestamp.nullable(),
  /** As it was typed. */
  reason: z.string().nullable(),
  /** Where the cause is one device's. */
  device: z.strictObject({ id, name: z.string() }).nullable(),
  /** Posture checks that fail. */
  failing: z.array(z.string()),
  /** Those that are silent, or whose key the device has. */
  gateways: z.array(explainedGateway).max(explainedMax),
  /** What would change it. */
  remedy: z.string(),
});
export type ExplainedCause = z.infer<typeof explainedCause>;

/** Whether somebody may connect, and everything that keeps them from it; `first` is what to tell where there is room for one. */
export const accessExplanation = z.strictObject({
  userId: id,
  deviceId: id.nullable(),
  verdict: z.enum(["yes", "no", "unknown"]),
  first: explainedCause.nullable(),
  causes: z.array(explainedCause),
  /** The user's devices, or the one asked about: how many there are, and against how many of them nothing speaks. */
  devices: z.strictObject({ total: z.int(), unhindered: z.int() }),
});
export type AccessExplanation = z.infer<typeof accessExplanation>;
