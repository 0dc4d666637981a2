import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { competitorEnv } from "./env.ts";
import { readPage, selectPage } from "./floor/floor-page.ts";
import { readRecord } from "./floor/floor-record.ts";
import { inTenant, openFloorPool, readCaller, readSession, type Session } from "./floor/floor-transaction.ts";

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
      readCaller(sql, session, "user:read"),
      readRecord(sql, session.tenantId, id),
      commit(),
    ]);
    if (!caller) return { status: 401 };
    return record ? { status: 200, body: record } : { status: 404 };
  });

const listUsers = (session: Session, term: string | undefined): Promise<Reply> =>
  inTenant(pool, session.tenantId, async (sql) => {
    const [[caller], found] = await Promise.all([
      readCaller(sql, session, "user:read"),
      selectPage(sql, session.tenantId, term),
    ]);
    if (!caller) return { status: 401 };
    return { status: 200, body: await readPage(sql, session.tenantId, term, found) };
  });

async function answer(request: IncomingMessage): Promise<Reply> {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
  if (pathname === "/ready") return { status: 200 };
  const session = readSession(request.headers.cookie);
  if (!session) return { status: 401 };
  const [, noun, id] = pathname.split("/");
  if (request.method === "GET" && noun === "users" && id) return getUser(session, id);
  if (request.method === "GET" && noun === "users") return listUsers(session, searchParams.get("search") ?? undefined);
  return { status: 404 };
}

function send(response: ServerResponse, { status, body = {}, headers = {} }: Reply): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
      ...headers,
    })
    .end(text);
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
