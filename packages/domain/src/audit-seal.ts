import { z } from "zod";
import { timestamp } from "./timestamp.ts";

/** SHA-256 in lower-case hexadecimal digits. */
const hash = z.string().regex(/^[0-9a-f]{64}$/, "Not a hash.");

/** How far a tenant's audit log is sealed. */
export const sealState = z.strictObject({
  /** The newest seal; null before the first. Noted elsewhere, it shows later whether anything before it was changed. */
  head: z.strictObject({ number: z.int(), hash, sealedAt: timestamp }).nullable(),
  /** Entries that are sealed and still there. */
  sealed: z.int(),
  /** Entries that the worker will seal within seconds. */
  waiting: z.int(),
  /** What retention has removed: entries up to this time. */
  removed: z.strictObject({ until: timestamp, entries: z.int() }).nullable(),
});
export type SealState = z.infer<typeof sealState>;

/**
 * The seal that contains one audit entry, or why there is none:
 * - `waiting`: the worker will seal the entry within seconds
 * - `removed`: by retention, with its seal
 * - `missing`: neither a seal nor a reason for its absence was found, so the log is to be verified
 */
export const entrySeal = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("sealed"), number: z.int(), hash, sealedAt: timestamp }),
  z.strictObject({ state: z.enum(["waiting", "removed", "missing"]) }),
]);
export type EntrySeal = z.infer<typeof entrySeal>;

/** A head as people note it: number and hash. */
export const notedHead = z
  .string()
  .regex(/^[1-9][0-9]{0,8}:[0-9a-f]{64}$/, "Write a head as <number>:<hash>.")
  .transform((text) => {
    const [number, digits = ""] = text.split(":");
    return { number: Number(number), hash: digits };
  });
export type NotedHead = z.infer<typeof notedHead>;

/** `busy`: another worker is sealing this tenant's audit log. */
export const sealOutcome = z.discriminatedUnion("outcome", [
  z.strictObject({ outcome: z.literal("sealed"), number: z.int(), hash, events: z.int() }),
  z.strictObject({ outcome: z.enum(["busy", "idle"]) }),
]);
export type SealOutcome = z.infer<typeof sealOutcome>;
