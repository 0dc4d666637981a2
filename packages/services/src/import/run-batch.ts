import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import type { OperatorContext } from "../tenant/operator-context.ts";

/** Lines per transaction: what is reported is committed, and a file of any length takes no more memory than this. */
export const batchSize = 500;

/** What an import may be told besides its files. */
export interface ImportOptions {
  /** Decides everything and changes nothing. */
  readonly dryRun?: boolean;
}

class DryRun extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super("A dry run ends without a commit.");
    this.result = result;
  }
}

/** One batch, in a transaction of its own; a dry run does all of it and takes it back. */
export async function runBatch<T>(
  ctx: OperatorContext,
  { dryRun = false }: ImportOptions,
  work: (tx: TenantTx) => Promise<T>,
): Promise<T> {
  const { tenantId } = ctx.principal;
  if (!dryRun) return withTenant(ctx.db, tenantId, work);
  try {
    return await withTenant<T>(ctx.db, tenantId, async (tx) => {
      throw new DryRun(await work(tx));
    });
  } catch (error) {
    if (error instanceof DryRun) return error.result as T;
    throw error;
  }
}

/** The items in the order they come, so many at a time. */
export async function* inBatches<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
