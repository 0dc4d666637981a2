import { z } from "zod";
import type { CascadeStatus } from "./cascade.ts";
import { gatewaySilentAfterSeconds, type UnreachablePolicy } from "./gateway.ts";
import { id } from "./ids.ts";
import { type Timestamp, timestamp, toTimestamp } from "./timestamp.ts";

/** Gateways that one change names at most; those that have not confirmed come first. */
export const gatewaysInReceipt = 100;

/**
 * The state of one gateway for a change that takes access away; only `confirmed` is a confirmation:
 * - `waiting`: it was asked and has not answered yet
 * - `should_have_closed`: silent beyond its grace period, so a running agent has removed all peers; a stopped one has not
 * - `keeps_everybody`: silent, and set to keep its peers
 * - `settled`: an administrator vouches for it
 * - `removed`: taken out of the console before it confirmed
 */
export const acknowledgementStates = [
  "confirmed",
  "waiting",
  "should_have_closed",
  "keeps_everybody",
  "settled",
  "removed",
] as const;
export type AcknowledgementState = (typeof acknowledgementStates)[number];

/**
 * How far a change is:
 * - `unconfirmed`: the change is committed, and a gateway has not confirmed it
 * - `settled`: an administrator vouches for each gateway that has not confirmed
 * - `done`: every device is switched, and every gateway that existed has confirmed
 * - `superseded`: a later change of the same user took over
 * - `failed`: parked until somebody retries
 */
export const changeStates = ["running", "unconfirmed", "settled", "done", "superseded", "failed"] as const;
export const changeState = z.enum(changeStates);
export type ChangeState = (typeof changeStates)[number];

/** The stored facts of one gateway and one change. */
export interface AcknowledgementRecord {
  readonly askedAt: Timestamp;
  readonly confirmedAt: Timestamp | null;
  readonly settledAt: Timestamp | null;
  /** Whether the gateway is still in the console. */
  readonly exists: boolean;
  /** Null where its agent never reported. */
  readonly lastReport: Timestamp | null;
  readonly policy: UnreachablePolicy;
  readonly graceSeconds: number;
}

export interface AcknowledgementProgress {
  readonly state: AcknowledgementState;
  /** Since when the gateway says nothing; null for one that reports or never did. */
  readonly silentSince: Timestamp | null;
  /** When a silent gateway closes by its own setting, or should have; null where it does not. */
  readonly closesAt: Timestamp | null;
}

/** Where one gateway stands with a change at this instant. */
export function acknowledgementProgress(record: AcknowledgementRecord, now: Date): AcknowledgementProgress {
  const { lastReport, policy, graceSeconds } = record;
  const isSilent = lastReport !== null && now.getTime() - Date.parse(lastReport) >= gatewaySilentAfterSeconds * 1000;
  const silentSince = isSilent ? lastReport : null;
  const closesAt =
    silentSince && policy === "fail_closed" ? toTimestamp(Date.parse(silentSince) + graceSeconds * 1000) : null;
  const progress = (state: AcknowledgementState): AcknowledgementProgress => ({ state, silentSince, closesAt });
  if (record.confirmedAt) return { state: "confirmed", silentSince: null, closesAt: null };
  if (record.settledAt) return progress("settled");
  if (!record.exists) return { state: "removed", silentSince: null, closesAt: null };
  if (!silentSince) return progress("waiting");
  if (!closesAt) return progress("keeps_everybody");
  return progress(Date.parse(closesAt) <= now.getTime() ? "should_have_closed" : "waiting");
}

export interface ChangeRecord {
  /** Of the walk through the devices; `done` at once where a change switches none. */
  readonly status: CascadeStatus;
  /** False once a later change of the same user was committed: no gateway is asked about this one any more. */
  readonly isCurrent: boolean;
  readonly gateways: readonly AcknowledgementState[];
}

/** How far the whole change is. The only place that says `done`. */
export function changeStateOf({ status, isCurrent, gateways }: ChangeRecord): ChangeState {
  if (status !== "done") return status;
  const open = gateways.filter((state) => state !== "confirmed");
  if (open.length === 0) return "done";
  if (!isCurrent) return "superseded";
  return open.every((state) => state === "settled") ? "settled" : "unconfirmed";
}

/**
 * Milliseconds from the request until the change was done: to the last confirmation, or to the last device where that was later
 * or no gateway was there. Null for a change that is not done.
 */
export function changeDuration(
  state: ChangeState,
  times: {
    readonly requestedAt: Timestamp;
    readonly finishedAt: Timestamp | null;
    readonly confirmedAt: readonly Timestamp[];
  },
): number | null {
  const { requestedAt, finishedAt, confirmedAt } = times;
  if (state !== "done" || !finishedAt) return null;
  const end = Math.max(...[finishedAt, ...confirmedAt].map((at) => Date.parse(at)));
  return Math.max(0, end - Date.parse(requestedAt));
}

/** What went through a gateway after the change, as its late confirmation told; null where it could not tell. */
export const exposure = z.strictObject({
  /** The last handshake of a device that the change is about; null where there was none. */
  lastHandshake: timestamp.nullable(),
  /** Bytes since the gateway's last report before the change: at most so many since the change. */
  received: z.number().nullable(),
  sent: z.number().nullable(),
});

/** One gateway's answer to a change, with its name. */
export const gatewayAcknowledgement = z.strictObject({
  id,
  /** Null once the gateway is removed. */
  name: z.string().nullable(),
  state: z.enum(acknowledgementStates),
  /** When its confirmation arrived that the access is off its interface. */
  confirmedAt: timestamp.nullable(),
  waitingSince: timestamp,
  silentSince: timestamp.nullable(),
  closesAt: timestamp.nullable(),
  /** An administrator's word, shown as such; the reason goes with the person whom the change is about. */
  settled: z
    .strictObject({
      at: timestamp,
      by: z.strictObject({ id, name: z.string().nullable() }),
      reason: z.string().nullable(),
    })
    .nullable(),
  exposure: exposure.nullable(),
});
export type GatewayAcknowledgement = z.infer<typeof gatewayAcknowledgement>;

export const gatewayAcknowledgements = z.array(gatewayAcknowledgement).max(gatewaysInReceipt);
