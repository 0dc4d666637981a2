import type { DevicePrincipal, GatewayPrincipal, UserPrincipal } from "@portcullis/auth/principal";
import type { Listener } from "@portcullis/db/listen";
import type { PublicContext, ServiceContext } from "@portcullis/services/context";
import { translateError } from "./errors.ts";
import type { PresenceFeeds } from "./streams/presence-feeds.ts";
import type { Streams } from "./streams/streams.ts";

/** What whoever mounts the router brings: process singletons, and how this request says who it is. */
export interface ApiParts extends PublicContext {
  readonly listener: Listener;
  readonly presence: PresenceFeeds;
  readonly streams: Streams;
  /** 32 bytes, the same on every instance: seals the cursors of lists. */
  readonly cursorKey: Buffer;
  readonly requestId: string;
  /** The `traceparent` that came with the request, as it came. */
  readonly traceParent?: string | undefined;
  /** Reads session, status and rights from the database, each time anew; undefined where nobody is signed in. */
  authenticate(): Promise<UserPrincipal | undefined>;
  /** Reads from the database whose token came with the request; undefined where it is no gateway's. Asked where an agent may be. */
  authenticateGateway(): Promise<GatewayPrincipal | undefined>;
  /** The same two for streams, which ask every few seconds: read with what others ask, and beside the calls. */
  readonly again: Pick<ApiParts, "authenticate" | "authenticateGateway">;
  /** The same for the token of a device; undefined where it is none that may report. */
  authenticateDevice(): Promise<DevicePrincipal | undefined>;
  handSession: ServiceContext["handSession"];
}

/** What every procedure of `appRouter` is given. */
export interface ApiContext extends ApiParts {
  readonly principal: UserPrincipal | undefined;
}

/**
 * Authenticates once for an HTTP request, whatever number of calls it carries.
 * @throws {TRPCError} SERVICE_UNAVAILABLE when the database cannot be asked; never "signed out" instead
 */
export async function createApiContext(parts: ApiParts): Promise<ApiContext> {
  try {
    return { ...parts, principal: await parts.authenticate() };
  } catch (error) {
    throw translateError(error, parts);
  }
}
