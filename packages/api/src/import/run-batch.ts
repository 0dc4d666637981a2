import type { Database } from "@portcullis/db/client";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { sql } from "drizzle-orm";
import type { OperatorContext } from "../tenant/operator.ts";

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

/** What became of one line of an import. */
export type ImportOutcome = "created" | "unchanged" | "skipped";

export interface ImportLine {
  /** As an editor counts, from 1; 0 for what no line of the file stands for. */
  readonly line: number;
  /** Who or what the line is about, as far as it could be read. */
  readonly what: string;
  readonly outcome: ImportOutcome;
  /** The decision in words: the status given, the field refused, the difference found. */
  readonly detail: string;
  /** The same without what differs from line to line, for a summary. */
  readonly kinds: readonly string[];
}

/** What is to be said of a line; `kind` where the text names something of this line alone. */
export interface Note {
  readonly text: string;
  readonly kind?: string;
}

export type Decision = Pick<ImportLine, "outcome" | "detail" | "kinds">;

export function decide(outcome: ImportOutcome, ...notes: readonly (Note | undefined)[]): Decision {
  const said = notes.flatMap((note) => note ?? []);
  return {
    outcome,
    detail: said.map(({ text }) => text).join("; "),
    kinds: said.map(({ text, kind = text }) => kind),
  };
}

const tables = {
  people: ["users", "user_roles", "group_members", "groups", "user_search", "audit_events"],
  devices: ["users", "devices", "device_addresses", "device_search", "audit_events"],
} as const;

/**
 * Has PostgreSQL look anew at the tables that an import fills, each time there are four times as many batches: with plans that
 * were made for empty tables every look-up and foreign key reads all there is. Autovacuum would come too late.
 */
export async function keepStatistics(db: Database, of: keyof typeof tables, batches: number): Promise<void> {
  if (![1, 4, 16, 64, 256].includes(batches)) return;
  await db.execute(sql.raw(`analyze ${tables[of].join(", ")}`));
}
