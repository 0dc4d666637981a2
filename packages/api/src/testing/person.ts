import { randomUUID } from "node:crypto";
import { readPrincipal } from "@portcullis/auth/read-principal";
import { hashToken, newToken } from "@portcullis/auth/session-token";
import { newId } from "@portcullis/db/ids";
import { sessions } from "@portcullis/db/schema/sessions";
import { withTenant } from "@portcullis/db/tenant";
import type { TenantId } from "@portcullis/domain/ids";
import { toTimestamp } from "@portcullis/domain/timestamp";
import { type ApiParts, createApiContext } from "../kernel/context.ts";
import { createCaller } from "../router.ts";
import type { FixtureBase } from "./fixture.ts";

/** Somebody with a live session. */
export interface TestPerson {
  readonly id: string;
  readonly sessionId: string;
  /** Each call authenticates anew, as each HTTP request does. */
  readonly call: ReturnType<typeof createCaller>;
  /** The same, with a signal that ends streams. */
  callWith(signal: AbortSignal): ReturnType<typeof createCaller>;
  /** What the mount of a request would bring. */
  readonly parts: () => ApiParts;
}

/** Where every test's request comes from, and where its console is. */
export const testClient = { address: "192.0.2.7", agent: "Test/1.0" } as const;
export const testUrl = new URL("https://console.test");

const dayMs = 86_400_000;

/** Opens a session row for a user, without a password, and returns who holds it. */
export async function signIn(testBed: FixtureBase, tenantId: TenantId, userId: string): Promise<TestPerson> {
  const sessionId = newId();
  const held = { token: newToken() };
  const now = Date.now();
  await withTenant(testBed.db, tenantId, (tx) =>
    tx.insert(sessions).values({
      tenantId,
      id: sessionId,
      userId,
      tokenHash: hashToken(held.token),
      lastSeenAt: toTimestamp(now),
      expiresAt: toTimestamp(now + dayMs),
    }),
  );
  const parts = (): ApiParts => ({
    db: testBed.db,
    listener: testBed.listener,
    presence: testBed.presence,
    streams: testBed.streams,
    again: {
      authenticate: () => testBed.streams.principals.read({ tenantId, token: held.token }, testClient),
      authenticateGateway: () => Promise.resolve(undefined),
    },
    cursorKey: testBed.cursorKey,
    from: testClient,
    mailer: testBed.mailer,
    publicUrl: testUrl,
    factorKey: testBed.factorKey,
    requestId: randomUUID(),
    log: (error) => testBed.logged.push(error),
    authenticate: () => readPrincipal(testBed.db, { tenantId, token: held.token }, testClient),
    authenticateGateway: () => Promise.resolve(undefined),
    authenticateDevice: () => Promise.resolve(undefined),
    handSession: ({ token }) => {
      held.token = token;
      return Promise.resolve();
    },
  });
  return { id: userId, sessionId, ...callersOf(parts) };
}

/** The calls of whoever `parts` says it is. */
export function callersOf(parts: () => ApiParts): Pick<TestPerson, "call" | "callWith" | "parts"> {
  const context = () => createApiContext(parts());
  return { call: createCaller(context), callWith: (signal) => createCaller(context, { signal }), parts };
}
