import { PrincipalReader } from "@portcullis/auth/principal-reader";
import type { Database } from "@portcullis/db/client";
import { SharedReads } from "./shared-reads.ts";
import { StreamSlots } from "./stream-slots.ts";

/** Streams of one session and of one gateway, and of all of each kind in a process. */
export const streamLimits = {
  sessions: { perHolder: 10, total: 4_000 },
  gateways: { perHolder: 3, total: 2_000 },
} as const;

/** What the streams of a process share: their bounds, and what several of them read at the same instant. */
export class Streams {
  /** Of the streams alone: they wait for no call's connection, and take none from a call. */
  readonly db: Database;
  readonly sessions = new StreamSlots(streamLimits.sessions);
  readonly gateways = new StreamSlots(streamLimits.gateways);
  readonly reads = new SharedReads();
  readonly principals: PrincipalReader;

  constructor(db: Database) {
    this.db = db;
    this.principals = new PrincipalReader(db);
  }
}
