import { z } from "zod";
import { id } from "../ids.ts";
import { timestamp } from "../timestamp.ts";

/** What a connection is, be it over or not. */
const connection = {
  /** Where the device's packets came from last, as address and port. */
  endpoint: z.string().nullable(),
  /** The first handshake after a silence. */
  since: timestamp,
  /** Bytes since then that the gateway received from the device, and sent to it. */
  received: z.int(),
  sent: z.int(),
};

/** The newest connection of a device, by its last handshake, of all gateways. */
export const heldConnection = z.strictObject({
  ...connection,
  gateway: z.strictObject({ id, name: z.string() }),
  lastHandshake: timestamp,
});
export type HeldConnection = z.infer<typeof heldConnection>;

/** How far back the history of connections is looked at. */
export const connectionSpans = ["24h", "7d"] as const;
export type ConnectionSpan = (typeof connectionSpans)[number];
export const spanHours: Readonly<Record<ConnectionSpan, number>> = { "24h": 24, "7d": 7 * 24 };

/** Connections in a history at most, the newest: a device that comes and goes every quarter of an hour fits in for a day. */
export const connectionsInHistory = 100;

export const deviceHistoryInput = z.strictObject({ id, span: z.enum(connectionSpans) });
export type DeviceHistoryInput = z.infer<typeof deviceHistoryInput>;

export const pastConnection = z.strictObject({
  ...connection,
  /** Its name is null once the gateway is removed. */
  gateway: z.strictObject({ id, name: z.string().nullable() }),
  /** When it was over: after a silence, or when the device was switched off. Null while it goes on. */
  until: timestamp.nullable(),
});
export type PastConnection = z.infer<typeof pastConnection>;

/** A device's connections that reach into the span, newest first; `hasMore` where older ones are left out. */
export const deviceHistory = z.strictObject({
  from: timestamp,
  to: timestamp,
  connections: z.array(pastConnection).max(connectionsInHistory),
  hasMore: z.boolean(),
});
export type DeviceHistory = z.infer<typeof deviceHistory>;
