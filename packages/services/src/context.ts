import type { Principal, UserPrincipal } from "@portcullis/auth/principal";
import type { Database } from "@portcullis/db/client";

/** What every use-case is given: the pool, who asks, and the key that seals cursors. */
export interface ServiceContext<P extends Principal = UserPrincipal> {
  readonly db: Database;
  readonly principal: P;
  /** 32 bytes; the same on every instance, or a page's cursor would be refused by the next one. */
  readonly cursorKey: Buffer;
}
