import { z } from "zod";

/** What the flooder is told. */
export const floodSettings = z.strictObject({
  url: z.url(),
  cookie: z.string(),
  /** What each call names the member. */
  firstName: z.string().nullable(),
  /** Calls under way, and streams held. */
  calls: z.number().int(),
  streams: z.number().int(),
});
export type FloodSettings = z.infer<typeof floodSettings>;

/** What became of the flood. */
export const floodCounts = z.object({
  answers: z.record(z.string(), z.number()),
  broken: z.number(),
  streamsOpened: z.number(),
  streamsRefused: z.number(),
  streamsOpen: z.number(),
});
export type FloodCounts = z.infer<typeof floodCounts>;
