import { z } from "zod";
import { cascadeKind, failureReason, unconfirmedChange } from "./cascade.ts";
import { type ConnectionSpan, connectionSpans, spanHours } from "./device/connection.ts";
import { id } from "./ids.ts";
import { total } from "./page.ts";
import { timestamp } from "./timestamp.ts";

/** Lines of each list of what needs attention; the count beside it says how many there are. */
export const attentionItemsMax = 5;
/** Hours before its end in which an invitation is named as about to expire. */
export const expiringWithinHours = 24;
/** Days for which a recovery of the owner's access by the operator is named. */
export const recoveryShownDays = 14;
/** Days that the figures on the time to cut-off are about. */
export const cutOffDays = 30;

const attention = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ total, items: z.array(item).max(attentionItemsMax) });

/** A person as a line names them: their name, else their e-mail; null once they are gone. */
const person = z.strictObject({ id, name: z.string().nullable() });

/** Milliseconds from the request until the last gateway had confirmed that the devices are off its interface. */
const quantiles = { p50Ms: z.int(), p95Ms: z.int(), count: z.int() };

/** The tenant at a glance. What the reader has no permission to see is null. */
export const overview = z.strictObject({
  users: z.strictObject({ active: total, pending: total, inactive: total }),
  /** Needs `device:read`. `postureUnknown`: those that have to comply, and of which it is not known whether they do. */
  devices: z
    .strictObject({
      total,
      online: total,
      deactivated: total,
      nonCompliant: total,
      postureUnknown: total,
      awaitingApproval: total,
    })
    .nullable(),
  /** When users and devices were counted: of a large tenant some seconds ago. */
  countedAt: timestamp,
  /** `unconfirmed`: committed, and a gateway has not confirmed it; of devices and rules as well. */
  cascades: z.strictObject({ running: total, failed: total, unconfirmed: total }),
  attention: z.strictObject({
    /** There is none at all, so nobody can connect. */
    noGateway: z.boolean(),
    /** Bulk operations that wait for somebody's approval. */
    waitingForApproval: z.int(),
    /** Newest first. */
    failedCascades: attention(
      z.strictObject({
        id,
        kind: cascadeKind,
        user: person,
        requestedAt: timestamp,
        failureReason: failureReason.nullable(),
      }),
    ),
    /** Newest first; the same that `cascade.unconfirmed` lists. */
    unconfirmed: attention(unconfirmedChange),
    /** Longest silent first. Needs `gateway:read`. */
    silentGateways: attention(z.strictObject({ id, name: z.string(), lastReport: timestamp })).nullable(),
    /** Soonest first. Needs `user:invite`. */
    expiringInvitations: attention(z.strictObject({ user: person, expiresAt: timestamp })).nullable(),
    /** The operator gave the owner a new password within `recoveryShownDays`, newest first. */
    recoveredOwner: attention(z.strictObject({ id, user: person, at: timestamp })),
    /** Furthest over it first. */
    overLimit: attention(z.strictObject({ user: person, devices: z.int(), limit: z.int() })),
  }),
  /** Of deactivations and deletions that every gateway has confirmed; by days of UTC that had one, oldest first. */
  cutOff: z.strictObject({
    overall: z.strictObject(quantiles).nullable(),
    days: z.array(z.strictObject({ day: timestamp, ...quantiles })).max(cutOffDays + 1),
    /** Of the same days: that a gateway has not confirmed and nobody vouches for, which the figures therefore leave out. */
    unconfirmed: total,
  }),
});
export type Overview = z.infer<typeof overview>;

/** Hours of one column of the plot of connections. Columns begin on whole ones of UTC; the last is not over. */
export const columnHours: Readonly<Record<ConnectionSpan, number>> = { "24h": 1, "7d": 6 };
export const columnCount = (span: ConnectionSpan): number => spanHours[span] / columnHours[span];

export const connectionsInput = z.strictObject({ span: z.enum(connectionSpans) });

/** How many devices were connected at some moment of each column, oldest first. Not `exact`: so many that some are left out. */
export const connectionsOverTime = z.strictObject({
  columns: z.array(z.strictObject({ from: timestamp, devices: z.int() })),
  exact: z.boolean(),
});
export type ConnectionsOverTime = z.infer<typeof connectionsOverTime>;
