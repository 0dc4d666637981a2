import { createServer, type IncomingMessage, type ServerResponse, request as sendRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { appRouter } from "@portcullis/api/router";
import { sessionCookieName } from "@portcullis/auth/cookies";
import { hashPassword } from "@portcullis/auth/password";
import { signIn } from "@portcullis/auth/sign-in";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { openListener } from "@portcullis/db/listen";
import { users } from "@portcullis/db/schema/users";
import { wireHeaders } from "@portcullis/domain/wire";
import { noMailer } from "@portcullis/runtime/mail/mailer";
import { readiness } from "@portcullis/runtime/probes";
import { createTenantFixture } from "@portcullis/testing/tenant";
import { testDatabase } from "@portcullis/testing/test-database";
import { encode } from "next-auth/jwt";
import { pino } from "pino";
import { consoleChecks } from "../console-checks.ts";
import { authSecret, createRuntime } from "../create-runtime.ts";
import { drainable } from "../drain.ts";
import { KnownCallers } from "../http/caller.ts";
import { trustedProxies } from "../http/client-address.ts";
import { requestListener } from "../http/request-listener.ts";
import { setTimeouts } from "../http/timeouts.ts";

const secret = "a secret that is long enough for the tests of the console";

/** Milliseconds that readiness waits for a part. */
const patienceMs = 2_000;

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

interface Settings {
  /** In which a request is answered that waits for the database, in milliseconds. */
  readonly deadlineMs?: number;
  readonly publicUrl?: string;
  /** TRUSTED_PROXIES. */
  readonly proxies?: string;
  /** Leads the connection string over something else. */
  databaseVia?(url: string): string;
}

/** The console's door on a port of its own and a database of its own; where Next would be, the request is told back. */
export async function testConsole(settings: Settings = {}) {
  const database = await testDatabase();
  const url = settings.databaseVia?.(database.applicationUrl) ?? database.applicationUrl;
  const db = openDatabase(url, { applicationName: "console test", isShared: true });
  const streamsDb = openDatabase(url, { applicationName: "console test streams", max: 3 });
  const probes = openDatabase(url, { applicationName: "console test probes", max: 1 });
  const listener = await openListener(url, "console test listen");
  const log: string[] = [];
  const logger = pino({ base: null }, { write: (line: string) => log.push(line) });
  const server = createServer();
  setTimeouts(server);
  const { isDraining, drain } = drainable(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const publicUrl = new URL(settings.publicUrl ?? `http://localhost:${port}`);
  const callers = new KnownCallers(sessionCookieName(publicUrl));
  const runtime = createRuntime({
    router: appRouter,
    db,
    streamsDb,
    listener,
    mailer: noMailer,
    logger,
    secret,
    publicUrl,
    callers,
  });
  const proxies = trustedProxies(settings.proxies ?? "", (message) => {
    throw new Error(message);
  });
  const env = { publicUrl, trustedProxies: proxies, isDevelopment: false };
  const failingParts = readiness(() => !isDraining(), consoleChecks({ db, probes, listener }), patienceMs);
  let isWaitingForDatabase = false;
  const answerPage = async (request: IncomingMessage, response: ServerResponse) => {
    if (isWaitingForDatabase) await db.execute("select 1");
    await echoHeaders(request, response);
  };
  const pages = { answer: answerPage };
  const { deadlineMs } = settings;
  server.on("request", requestListener({ runtime, env, pages, failingParts, callers, deadlineMs }));

  return {
    port,
    log,
    db,
    ownerUrl: database.ownerUrl,
    superuserUrl: database.superuserUrl,
    runtime,
    origin: publicUrl.origin,
    drain,
    /** From now on, every page asks the database. */
    askForPages: () => {
      isWaitingForDatabase = true;
    },
    /** Sends exactly these headers, and `host`. */
    ask: (path: string, init: Asking = {}) => ask(port, path, init),
    /** The owner of a new tenant, with a password and a session: the `Cookie` header of a browser. */
    async aSignedIn() {
      const password = "correct horse battery staple";
      const tenant = await createTenantFixture(db, database.ownerUrl);
      const email = "owner@people.test";
      await tenant.aUser({ email, firstName: "Olga", isOwner: true, passwordHash: await hashPassword(password) });
      const person = { tenant: tenant.slug, email, password };
      const attempt = { ...person, address: "192.0.2.1", agent: null };
      const enter = async () => {
        const session = await signIn(db, attempt);
        if (!session) throw new Error("Sign-in was refused.");
        const token = { tenantId: session.tenantId, token: session.token };
        const sealed = await encode({ token, secret: authSecret(secret) });
        return { ...session, cookie: `${sessionCookieName(publicUrl)}=${sealed}` };
      };
      const session = await enter();
      return {
        ...person,
        tenantId: session.tenantId,
        userId: session.userId,
        cookie: session.cookie,
        /** One more session of the same person. */
        signInAgain: enter,
        deactivate: () =>
          tenant.inScope(async (tx) => {
            await tx.update(users).set({ isOwner: false, status: "inactive" });
          }),
      };
    },
    async [Symbol.asyncDispose]() {
      await drain();
      await Promise.all([listener.close(), closeDatabase(probes, 1), closeDatabase(streamsDb, 1), closeDatabase(db)]);
      await database[Symbol.asyncDispose]();
    },
  };
}

interface Asking {
  readonly method?: string;
  /** Sent beside the wire; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
}

async function ask(port: number, path: string, { method = "GET", headers = {}, body }: Asking): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const length =
    body === undefined || headers["transfer-encoding"] ? {} : { "content-length": Buffer.byteLength(body) };
  const all = Object.entries({ ...wireHeaders, ...length, ...headers }).filter(([, value]) => value !== undefined);
  const sent = sendRequest({ host: "127.0.0.1", port, path, method, headers: Object.fromEntries(all), agent: false });
  sent.on("response", resolve).on("error", reject).end(body);
  const response = await promise;
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += String(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

function echoHeaders(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.end(JSON.stringify({ url: request.url, headers: request.headers }));
  return Promise.resolve();
}
