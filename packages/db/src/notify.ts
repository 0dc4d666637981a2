import { sql } from "drizzle-orm";
import { z } from "zod";
import type { TenantTx } from "./tenant.ts";

/** The one channel. PostgreSQL's NOTIFY knows no tenant: receivers filter by `tenantId` and read again. */
export const channel = "portcullis";

/** What a committed transaction changed: ids only. */
export const change = z.object({
  tenantId: z.string(),
  userId: z.string().optional(),
  /** A cascade was made or made progress. */
  cascadeId: z.string().optional(),
  /** A bulk operation was started, made progress or ended. */
  bulkId: z.string().optional(),
  /** One of many of the same act: whoever waits for a single one goes first. */
  isOfMany: z.literal(true).optional(),
  /** Sessions ended, or somebody's rights did: streams look at their principal again. */
  sessions: z.literal(true).optional(),
  /** Anybody of the tenant may have won or lost access. */
  access: z.literal(true).optional(),
});
export type Change = z.infer<typeof change>;

/** Tells every process at commit. Call it once per transaction: commits that notify queue behind one lock. */
export async function notify(tx: TenantTx, ...changes: readonly Omit<Change, "tenantId">[]): Promise<void> {
  if (changes.length === 0) return;
  const payloads = changes.map((what) => JSON.stringify({ tenantId: tx.tenantId, ...what } satisfies Change));
  await tx.execute(sql`select pg_notify(${channel}, payload) from unnest(${sql.param(payloads)}::text[]) as payload`);
}
