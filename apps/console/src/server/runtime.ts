import type { ApiContext } from "@portcullis/api/kernel/context";
import type { AppRouter } from "@portcullis/api/router";
import type { ReadOne } from "@portcullis/auth/read-principal";
import type { ClientInfo } from "@portcullis/domain/audit";
import type { AuthOptions } from "next-auth";

/** What one request says of itself. */
export interface RequestInfo {
  readonly cookie: string | null | undefined;
  /** The `Authorization` header. */
  readonly authorization?: string | undefined;
  readonly requestId: string;
  /** The `traceparent` header. */
  readonly traceParent?: string | undefined;
  /** Where it came from. */
  readonly from: ClientInfo;
  /** What may be read with the session, in one round trip. */
  readonly readOne?: ReadOne | undefined;
  /** Adds a `Set-Cookie` header to the answer, where there is one that can still take it. */
  readonly setCookie?: (header: string) => void;
}

/**
 * What the process has once: made by server.ts, used by it and by Next's pages. Pages import its type only: Next's bundle
 * then holds no second copy of router, queries and driver.
 */
export interface ConsoleRuntime {
  readonly router: AppRouter;
  readonly authOptions: AuthOptions;
  /** Where browsers find the console. */
  readonly publicUrl: URL;
  /**
   * Reads who asks, once per request, from the database.
   * @throws {TRPCError} SERVICE_UNAVAILABLE when that cannot be told
   */
  createContext(request: RequestInfo): Promise<ApiContext>;
  /** An uploaded image by its path, for whoever holds the cookie; undefined for who may not see it, and where there is none. */
  readImage(request: RequestInfo, of: { userId: string; imageId: string }): Promise<Buffer | undefined>;
  /** Writes what went wrong, without the values that people entered. */
  log(error: unknown, requestId?: string): void;
}

const key = Symbol.for("portcullis.console");
const holder: typeof globalThis & { [key]?: ConsoleRuntime } = globalThis;

export function provideRuntime(runtime: ConsoleRuntime): void {
  holder[key] = runtime;
}

/** @throws where pages run without server.ts in front */
export function consoleRuntime(): ConsoleRuntime {
  const runtime = holder[key];
  if (!runtime) throw new Error("The console is served by server.ts, not by next start.");
  return runtime;
}
