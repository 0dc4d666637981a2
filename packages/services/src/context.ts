import type { UserPrincipal, WorkerPrincipal } from "@portcullis/auth/principal";
import type { Database } from "@portcullis/db/client";

/** What every use-case is given: the pool, who asks, and the key that seals cursors. */
export interface ServiceContext {
  readonly db: Database;
  readonly principal: UserPrincipal;
  /** 32 bytes; the same on every instance, or a page's cursor would be refused by the next one. */
  readonly cursorKey: Buffer;
}

/** What the worker's use-cases are given: it acts in every tenant, and makes no pages. */
export interface WorkerContext {
  readonly db: Database;
  readonly principal: WorkerPrincipal;
}
