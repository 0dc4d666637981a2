import { randomUUID } from "node:crypto";
import type { AnyTRPCRouter, inferRouterInputs } from "@trpc/server";

/** What a sample may name: somebody, and what is theirs. Random where a test needs none that exists. */
const sampleNouns = [
  /** Active, with a session, in `group` and not in `otherGroup`. */
  "user",
  "inactiveUser",
  /** Invited, and not here yet. */
  "pendingUser",
  /** Who may be given a device. */
  "recipient",
  "session",
  "passkey",
  /** On, and of `user`. */
  "device",
  "inactiveDevice",
  /** Waits for an approval. */
  "waitingDevice",
  /** Parked. */
  "cascade",
  "group",
  "otherGroup",
  /** A system role. */
  "role",
  /** One of the tenant's own, which nobody holds. */
  "customRole",
  "gateway",
  "closedGateway",
  /** A change that `gateway` has not confirmed. */
  "change",
  /** Of bulk operations on `user`. */
  "bulkPreview",
  "bulkWaiting",
  "bulkRunning",
  /** Ended, with one who was changed. */
  "bulkDone",
] as const;

export type SampleIds = Readonly<Record<(typeof sampleNouns)[number], string>>;

/** Ids of nothing. */
export const randomIds = (): SampleIds =>
  Object.fromEntries(sampleNouns.map((noun) => [noun, randomUUID()])) as SampleIds;

/** For every procedure of a router an input that names every field it takes: a missing or a wrong one does not compile. */
export type Samples<Router extends AnyTRPCRouter> = {
  readonly [Name in keyof inferRouterInputs<Router>]: (ids: SampleIds) => inferRouterInputs<Router>[Name];
};

/** For a procedure that takes no input. */
export const none = (): undefined => undefined;

/** Of a list. The cursor is none that anybody was given. */
export const aPage = { cursor: "AAAA", limit: 10 };

/** Complete, and opens nothing. */
export const aLinkToken = "A".repeat(64);
