import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { competitorEnv } from "./env.ts";
import { deactivate, type Origin } from "./floor/floor-deactivate.ts";
import { countPeople, findPeople, readPage } from "./floor/floor-page.ts";
import { readRecord } from "./floor/floor-record.ts";
import { signIn } from "./floor/floor-sign-in.ts";
import {
  floorCookie,
  inTenant,
  openFloorPool,
  readSession,
  type Session,
  selectCaller,
} from "./floor/floor-transaction.ts";

const { databaseUrl, port } = competitorEnv();

/**
 * The least that can do the product's work: node:http and postgres.js, in the application's role under row-level security. Each
 * call looks its session up in the database, answers the same fields and is one transaction of plain statements.
 */
const pool = openFloorPool(databaseUrl);

interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const getUser = (session: Session, id: string): Promise<Reply> =>
  inTenant(pool, session.tenantId, async (sql, commit) => {
    const [[caller], record] = await Promise.all([
      selectCaller(sql, session, "user:read").execute(),
      readRecord(sql, session.tenantId, id),
      commit(),
    ]);
    if (!caller) return { status: 401 };
    return record ? { status: 200, body: record } : { status: 404 };
  });

const listUsers = (session: Session, term: string | undefined): Promise<Reply> =>
  inTenant(pool, session.tenantId, async (sql) => {
    const [[caller], found] = await Promise.all([
      selectCaller(sql, session, "user:read").execute(),
      findPeople(sql, session.tenantId, term),
    ]);
    if (!caller) return { status: 401 };
    return { status: 200, body: await readPage(sql, session.tenantId, found) };
  });

const countUsers = (session: Session, term: string | undefined): Promise<Reply> =>
  inTenant(pool, session.tenantId, async (sql) => {
    const [[caller], body] = await Promise.all([
      selectCaller(sql, session, "user:read").execute(),
      countPeople(sql, session.tenantId, term),
    ]);
    return caller ? { status: 200, body } : { status: 401 };
  });

const deactivateUser = (session: Session, id: string, origin: Origin): Promise<Reply> =>
  inTenant(pool, session.tenantId, async (sql, commit) => {
    const [[caller], record] = await Promise.all([
      deactivate(sql, session, id, origin),
      readRecord(sql, session.tenantId, id),
      commit(),
    ]);
    if (!caller) return { status: 401 };
    return record ? { status: 200, body: record } : { status: 404 };
  });

async function openSession(request: IncomingMessage, origin: Origin): Promise<Reply> {
  const value = await signIn(pool, await text(request), origin);
  if (!value) return { status: 401 };
  return { status: 200, headers: { "set-cookie": `${floorCookie}=${value}; HttpOnly; SameSite=Lax; Path=/` } };
}

/** As the console takes it from the proxy that it trusts. */
function originOf({ headers, socket }: IncomingMessage): Origin {
  return { address: String(headers["x-forwarded-for"] ?? socket.remoteAddress), agent: headers["user-agent"] ?? null };
}

async function answer(request: IncomingMessage): Promise<Reply> {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
  if (pathname === "/ready") return { status: 200 };
  const origin = originOf(request);
  if (request.method === "POST" && pathname === "/sign-in") return openSession(request, origin);
  const session = readSession(request.headers.cookie);
  if (!session) return { status: 401 };
  const [, noun, id, verb] = pathname.split("/");
  const term = searchParams.get("search") ?? undefined;
  if (request.method === "GET" && pathname === "/users/count") return countUsers(session, term);
  if (request.method === "GET" && noun === "users" && id) return getUser(session, id);
  if (request.method === "POST" && id && verb === "deactivate") return deactivateUser(session, id, origin);
  if (request.method === "GET" && noun === "users") return listUsers(session, term);
  return { status: 404 };
}

function send(response: ServerResponse, { status, body = {}, headers = {} }: Reply): void {
  const json = JSON.stringify(body);
  response
    .writeHead(status, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(json),
      ...headers,
    })
    .end(json);
}

createServer((request, response) => {
  answer(request).then(
    (reply) => send(response, reply),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      send(response, { status: 500 });
    },
  );
}).listen(port, "127.0.0.1");
process.once("SIGTERM", () => process.exit(0));
