import type { DevicePrincipal, GatewayPrincipal, UserPrincipal, WorkerPrincipal } from "@portcullis/auth/principal";
import type { SessionToken } from "@portcullis/auth/session-token";
import type { Database } from "@portcullis/db/client";
import type { Listener } from "@portcullis/db/listen";
import type { ClientInfo } from "@portcullis/domain/audit";
import type { Mailer } from "@portcullis/runtime/mail/mailer";
import type { PresenceFeeds } from "../device/presence-feeds.ts";
import { translateError } from "./errors.ts";
import type { Streams } from "./streams/streams.ts";

/** What use-cases are given that anybody may call: the secret in their input says who they are. */
export interface PublicContext {
  readonly db: Database;
  /** Where the request came from. */
  readonly from: ClientInfo;
  readonly mailer: Mailer;
  /** Where browsers find the console: what links in mails begin with, and whose passkeys these are. */
  readonly publicUrl: URL;
  /** 32 bytes, the same on every instance: seals the secrets of authenticator apps. */
  readonly factorKey: Buffer;
  /** Told of what fails after the reply. */
  readonly log: (error: unknown) => void;
}

/** What every use-case of somebody signed in is given. */
export interface ServiceContext extends PublicContext {
  readonly principal: UserPrincipal;
  /** 32 bytes; the same on every instance, or a page's cursor would be refused by the next one. */
  readonly cursorKey: Buffer;
  /** Gives whoever asks another token for their session, in the place where they keep it: the cookie of a browser. */
  handSession(session: SessionToken): Promise<void>;
  /** What `readOne` of the use-case answered, where it was read with the session. */
  readonly alongside?: Readonly<Record<string, unknown>> | undefined;
}

/** What the worker's use-cases are given: it acts in every tenant, and makes no pages. */
export interface WorkerContext {
  readonly db: Database;
  readonly principal: WorkerPrincipal;
  /** How it mails what was queued; undefined: it was given no mail server, and leaves that to other workers. */
  readonly mail?: Pick<PublicContext, "mailer" | "publicUrl"> | undefined;
  /** Told of a batch that failed, and of the reference that people are given instead of the error. */
  readonly logFailure?:
    | ((
        error: unknown,
        at: { readonly reference: string } & ({ readonly cascadeId: string } | { readonly operationId: string }),
      ) => void)
    | undefined;
}

/** What the use-cases of a gateway's agent are given. */
export interface GatewayContext {
  readonly db: Database;
  readonly principal: GatewayPrincipal;
}

/** What the use-case of a device that reports of itself is given. */
export interface DeviceContext {
  readonly db: Database;
  readonly principal: DevicePrincipal;
}

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
  readonly alongside?: ServiceContext["alongside"];
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
