import { z } from "zod";
import { gatewayAcknowledgements } from "./change-state.ts";
import { deviceFilter } from "./device/device.ts";
import { platforms } from "./device/platform.ts";
import { errorReasons } from "./errors.ts";
import { id } from "./ids.ts";
import { countedPage, pageInput } from "./page.ts";
import { optionalText, reasonMaxLength } from "./text.ts";
import { timestamp } from "./timestamp.ts";
import { brakeCount } from "./user/brake.ts";
import { maxDevices } from "./user/device-limit.ts";
import { userFilter } from "./user/user.ts";

/** Members of one bulk operation at most. */
export const bulkMembersMax = 100_000;
/** Ids, or lines of a pasted list, at most. */
export const bulkNamedMax = 10_000;
/** Minutes for which a preview can be started. */
export const bulkPreviewMinutes = 15;
/** Days for which an operation waits for approval. */
export const bulkApprovalDays = 7;

/** What a bulk operation does to each of its members: the name of the single act, and of whom it is one. */
export const bulkVerbs = {
  "user.deactivate": "user",
  "user.reactivate": "user",
  "user.delete": "user",
  "user.invite": "user",
  "user.resendInvitation": "user",
  "user.revokeInvitation": "user",
  "user.addToGroup": "user",
  "user.removeFromGroup": "user",
  "user.assignRole": "user",
  "user.removeRole": "user",
  "user.setMaxDevices": "user",
  "user.endSessions": "user",
  "device.approve": "device",
  "device.deactivate": "device",
  "device.reactivate": "device",
  "device.remove": "device",
  "device.setPlatform": "device",
} as const;
export type BulkVerb = keyof typeof bulkVerbs;
export const bulkVerb = z.enum(Object.keys(bulkVerbs) as [BulkVerb, ...BulkVerb[]]);
export type BulkMember = (typeof bulkVerbs)[BulkVerb];

const reason = optionalText(reasonMaxLength).optional();

/** The verb with what it needs besides its members. */
export const bulkAction = z.discriminatedUnion("verb", [
  z.strictObject({ verb: z.literal("user.deactivate"), reason }),
  z.strictObject({ verb: z.literal("user.reactivate") }),
  z.strictObject({ verb: z.literal("user.delete") }),
  /** Of people who are pending and have no invitation, such as those who were imported. */
  z.strictObject({ verb: z.literal("user.invite") }),
  z.strictObject({ verb: z.literal("user.resendInvitation") }),
  z.strictObject({ verb: z.literal("user.revokeInvitation") }),
  z.strictObject({ verb: z.literal("user.addToGroup"), groupId: id }),
  z.strictObject({ verb: z.literal("user.removeFromGroup"), groupId: id }),
  z.strictObject({ verb: z.literal("user.assignRole"), roleId: id }),
  z.strictObject({ verb: z.literal("user.removeRole"), roleId: id }),
  z.strictObject({ verb: z.literal("user.setMaxDevices"), maxDevices: maxDevices.nullable() }),
  z.strictObject({ verb: z.literal("user.endSessions") }),
  z.strictObject({ verb: z.literal("device.approve") }),
  z.strictObject({ verb: z.literal("device.deactivate"), reason }),
  z.strictObject({ verb: z.literal("device.reactivate") }),
  z.strictObject({ verb: z.literal("device.remove") }),
  z.strictObject({ verb: z.literal("device.setPlatform"), platform: z.enum(platforms) }),
]);
export type BulkAction = z.infer<typeof bulkAction>;
/** The input of one verb, without its name. */
export type BulkInput<Verb extends BulkVerb> = Omit<Extract<BulkAction, { verb: Verb }>, "verb">;

/**
 * Who or what the members are:
 * - `ids`: of users or of devices, as the verb says
 * - `users`, `devices`: everybody or everything that a list with this filter has
 * - `list`: lines that somebody pasted: e-mails or ids of users; ids, public keys or hardware ids of devices
 */
export const bulkSet = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("ids"), ids: z.array(id).min(1).max(bulkNamedMax) }),
  z.strictObject({ by: z.literal("users"), filter: userFilter }),
  z.strictObject({ by: z.literal("devices"), filter: deviceFilter }),
  z.strictObject({ by: z.literal("list"), lines: z.array(z.string().max(500)).min(1).max(bulkNamedMax) }),
]);
export type BulkSet = z.infer<typeof bulkSet>;

export const previewBulk = z.strictObject({ action: bulkAction, of: bulkSet });
export type PreviewBulk = z.infer<typeof previewBulk>;

/**
 * - `preview`: nothing has been done yet
 * - `waiting`: for the approval of somebody else
 * - `running`, then `done`; `cancelled`, with a rest that was left alone
 * - `stopped`: whoever started it may not do it any more; the rest was refused
 * - `declined`: nobody approved it
 */
export const bulkStatuses = ["preview", "waiting", "running", "done", "cancelled", "stopped", "declined"] as const;
export const bulkStatus = z.enum(bulkStatuses);
export type BulkStatus = z.infer<typeof bulkStatus>;

/**
 * What became of a member:
 * - `changed`, `unchanged` (it was so already)
 * - `refused`, by a rule of the single act
 * - `left_alone`: somebody changed it since the preview, it does not match the filter any more, or it is gone
 * - `failed`: its own error, which nobody else suffers from
 * - `cancelled`: before its turn came
 */
export const bulkOutcomes = ["changed", "unchanged", "refused", "left_alone", "failed", "cancelled"] as const;
export const bulkOutcome = z.enum(bulkOutcomes);
export type BulkOutcome = z.infer<typeof bulkOutcome>;

/** Why a member was left alone or failed; of a refusal, the reason of the single act. */
export const bulkReasons = [...errorReasons, "changed_since", "no_longer_matches", "gone", "internal"] as const;
export const bulkReason = z.enum(bulkReasons);
export type BulkReason = z.infer<typeof bulkReason>;

const counts = {
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  leftAlone: z.int(),
  failed: z.int(),
  cancelled: z.int(),
};

const person = z.strictObject({ id, name: z.string().nullable(), email: z.string().nullable() });

/** A bulk operation, with how far it is. */
export const bulkOperation = z.strictObject({
  id,
  action: bulkAction,
  status: bulkStatus,
  /** The operation that this one undoes. */
  undoes: id.nullable(),
  /** The operation that undid this one, where there is one that was started. */
  undoneBy: id.nullable(),
  /** Whether an undo can be previewed: it has ended, its verb has an inverse, and something changed. */
  canUndo: z.boolean(),
  requestedBy: person,
  requestedAt: timestamp,
  /** Until when the preview can be started. */
  expiresAt: timestamp,
  startedAt: timestamp.nullable(),
  finishedAt: timestamp.nullable(),
  /** Whoever approved or declined it, or cancelled it. */
  decidedBy: person.nullable(),
  decidedAt: timestamp.nullable(),
  total: z.int(),
  /** What became of those who have had their turn. */
  ...counts,
  /** Who has come to match the filter since the preview, as of the start; they were not touched. Null where nothing was filtered. */
  newcomers: z.int().nullable(),
  /** People who lose access by it, as of the preview. */
  losing: z.int(),
});
export type BulkOperation = z.infer<typeof bulkOperation>;

/** A line of a pasted list that is nobody's, or more than one's. */
export const unmatchedLine = z.strictObject({
  /** Counted from 1. */
  line: z.int(),
  text: z.string(),
  problem: z.enum(["unknown", "several", "twice"]),
});
export type UnmatchedLine = z.infer<typeof unmatchedLine>;
/** Lines without a match that a preview shows at most; their number is exact. */
export const unmatchedShownMax = 200;

/** What the operation would do now. `start` acts on exactly these members. */
export const bulkPreview = z.strictObject({
  operation: bulkOperation,
  /** Members who would be changed, are so already, or would be refused, with the reasons. */
  expected: z.strictObject({
    changed: z.int(),
    unchanged: z.int(),
    refused: z.array(z.strictObject({ reason: bulkReason, message: z.string(), count: z.int() })),
  }),
  unmatched: z.strictObject({ count: z.int(), lines: z.array(unmatchedLine).max(unmatchedShownMax) }),
  /** Devices that would be switched, of whom it changes. */
  devices: z.int(),
  /** What the brake would count. */
  brake: brakeCount,
  /** The number that has to be typed to start it, where a fresh proof of who one is is needed too. */
  typed: z.int().nullable(),
});
export type BulkPreview = z.infer<typeof bulkPreview>;

/** What an advance of the worker came to. `busy`: to be tried again. */
export const bulkAdvances = ["progress", "finished", "busy", "idle"] as const;
export type BulkAdvance = (typeof bulkAdvances)[number];

export const bulkById = z.strictObject({ id });

/** `typed` repeats the preview's number. `ask` has somebody else approve it instead. */
export const startBulk = z.strictObject({
  id,
  /** How many lines of the pasted list are left out, as the preview counted them. */
  leftOut: z.int().min(1).optional(),
  typed: z.int().min(1).optional(),
  ask: z.literal(true).optional(),
});
export type StartBulk = z.infer<typeof startBulk>;

/** `typed` is the number of users who lose access, where there are any. */
export const approveBulk = z.strictObject({ id, typed: z.int().min(1).optional() });

export const listBulk = z.strictObject({
  status: z.array(bulkStatus).max(bulkStatuses.length).optional(),
  ...pageInput,
});
export const bulkPage = countedPage(bulkOperation);

/** A member with what became of it; `outcome` is null before its turn. Name and e-mail are null once it is gone. */
export const bulkResult = z.strictObject({
  id,
  name: z.string().nullable(),
  /** Of the person, or of the device's user. */
  email: z.string().nullable(),
  outcome: bulkOutcome.nullable(),
  /** What the preview expected. */
  expected: z.enum(["changed", "unchanged", "refused"]),
  reason: bulkReason.nullable(),
  message: z.string().nullable(),
  at: timestamp.nullable(),
  /** The change that it began, with its receipt. */
  changeId: id.nullable(),
});
export type BulkResult = z.infer<typeof bulkResult>;
/** `waiting` stands for those whose turn has not come. */
export const listBulkResults = z.strictObject({
  id,
  outcome: z
    .array(z.enum([...bulkOutcomes, "waiting"]))
    .max(bulkOutcomes.length + 1)
    .optional(),
  ...pageInput,
});
export const bulkResultPage = countedPage(bulkResult);

/** The changes of its members together: how many are how far, and every gateway's state over all of them. */
export const bulkReceipt = z.strictObject({
  operation: bulkOperation,
  reason: z.string().nullable(),
  /** Changes of single people that it began, by how far each is. */
  changes: z.strictObject({
    done: z.int(),
    running: z.int(),
    unconfirmed: z.int(),
    settled: z.int(),
    superseded: z.int(),
    failed: z.int(),
  }),
  devicesDone: z.int(),
  devicesTotal: z.int(),
  sessionsEnded: z.int(),
  gateways: gatewayAcknowledgements,
});
export type BulkReceipt = z.infer<typeof bulkReceipt>;
