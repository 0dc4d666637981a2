import type { Database } from "@portcullis/db/client";
import type { ClientInfo } from "@portcullis/domain/audit";
import type { UserPrincipal } from "./principal.ts";
import { readPrincipal, readPrincipals } from "./read-principal.ts";
import type { SessionToken } from "./session-token.ts";

/** Milliseconds in which those who ask are gathered. */
const gatherMs = 10;
/** Sessions that are read by one statement. */
const batchMax = 100;

interface Asked {
  readonly session: SessionToken;
  readonly from: ClientInfo;
  readonly answers: PromiseWithResolvers<UserPrincipal | undefined>;
}

/** Reads who holds a session for many streams at once: one statement for all that ask at the same instant, whatever their tenants. */
export class PrincipalReader {
  readonly #db: Database;
  #gathering: Map<string, Asked> | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /** As `readPrincipal`; the read begins after this was called. */
  read(session: SessionToken, from: ClientInfo): Promise<UserPrincipal | undefined> {
    if (!this.#gathering) {
      this.#gathering = new Map();
      setTimeout(() => this.#readAll(), gatherMs);
    }
    const key = `${session.tenantId} ${session.token}`;
    const asked = this.#gathering.get(key) ?? { session, from, answers: Promise.withResolvers() };
    this.#gathering.set(key, asked);
    return asked.answers.promise;
  }

  #readAll(): void {
    const all = [...(this.#gathering?.values() ?? [])];
    this.#gathering = undefined;
    for (let at = 0; at < all.length; at += batchMax) void this.#readBatch(all.slice(at, at + batchMax));
  }

  async #readBatch(batch: readonly Asked[]): Promise<void> {
    try {
      const principals = await readPrincipals(this.#db, batch);
      for (const [at, { answers }] of batch.entries()) answers.resolve(principals[at]);
    } catch {
      // One session that is locked, as by its revocation, must not keep the others from being read.
      for (const { session, from, answers } of batch) answers.resolve(readPrincipal(this.#db, session, from));
    }
  }
}
