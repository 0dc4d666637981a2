import { z } from "zod";

const count = z.int().min(0);
/** By the database's clock, which may step back; zero where there is none. */
const seconds = z.number();

/** How the whole installation stands, over all tenants: for whoever runs it. */
export const platformCounts = z.strictObject({
  cascades: z.strictObject({
    /** Being carried through, or waiting for it; `postponed` of them after a failure. */
    running: count,
    postponed: count,
    /** Given up until somebody retries. */
    parked: count,
    oldestRunningSeconds: seconds,
    oldestParkedSeconds: seconds,
  }),
  gateways: z.strictObject({
    new: count,
    reporting: count,
    silent: count,
    /** Since the last report of the gateway that has been silent the longest. */
    longestSilenceSeconds: seconds,
  }),
  /** Acknowledgements that gateways have not sent: that what was taken away is off their interfaces. */
  confirmations: z.strictObject({ open: count, oldestSeconds: seconds }),
  /** That wait for the worker to mail them; for how long none was dealt with although one could be. */
  invitations: z.strictObject({ waiting: count, stalledSeconds: seconds }),
  /** Since the oldest audit event that no seal covers yet. */
  auditLog: z.strictObject({ oldestUnsealedSeconds: seconds }),
});
export type PlatformCounts = z.infer<typeof platformCounts>;
