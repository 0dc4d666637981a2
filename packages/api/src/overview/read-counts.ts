import { gatewaySilentAfterSeconds } from "@portcullis/domain/gateway";
import type { PlatformCounts } from "@portcullis/domain/platform-counts";
import { sql } from "drizzle-orm";
import type { WorkerContext } from "../kernel/context.ts";

/** How all tenants together stand: counts and ages, never whose. */
export async function readCounts(ctx: WorkerContext): Promise<PlatformCounts> {
  const [row] = await ctx.db.execute<Record<string, number>>(
    sql`select * from counts_for_metrics(${gatewaySilentAfterSeconds}::integer), oldest_unsealed(), waiting_invitations()`,
  );
  const count = (name: string) => {
    const value = row?.[name];
    if (value === undefined) throw new Error(`The counts lack ${name}.`);
    return value;
  };
  return {
    cascades: {
      running: count("cascades_running"),
      postponed: count("cascades_postponed"),
      parked: count("cascades_parked"),
      oldestRunningSeconds: count("oldest_running"),
      oldestParkedSeconds: count("oldest_parked"),
    },
    gateways: {
      new: count("gateways_new"),
      reporting: count("gateways_reporting"),
      silent: count("gateways_silent"),
      longestSilenceSeconds: count("longest_silence"),
    },
    confirmations: { open: count("confirmations_open"), oldestSeconds: count("oldest_confirmation") },
    invitations: { waiting: count("invitations_waiting"), stalledSeconds: count("invitations_stalled") },
    auditLog: { oldestUnsealedSeconds: count("oldest_unsealed") },
  };
}
