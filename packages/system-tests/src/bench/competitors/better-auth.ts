import { freePort } from "@portcullis/embedded-postgres/operating-system";
import type { EmbeddedServer } from "@portcullis/embedded-postgres/server";
import { environment } from "@portcullis/testing/env";
import { startProgram } from "@portcullis/testing/program";
import postgres from "postgres";
import { type Caller, openCaller } from "../http/caller.ts";
import { openCopy } from "../seed/copy.ts";
import { people } from "../seed/people.ts";
import { competitorDatabase } from "./competitor-database.ts";

const account = { email: "admin@rival.test", password: "correct horse battery staple", name: "Admin" };

export interface BetterAuth extends AsyncDisposable {
  /** Signed in as an administrator. */
  readonly caller: Caller;
  /** Of its people, none of whom has been banned yet; each has one session. */
  readonly ids: readonly string[];
}

/** better-auth on a database of its own, with so many people, and the index that our search has. */
export async function startBetterAuth(server: EmbeddedServer, count: number): Promise<BetterAuth> {
  await using building = new AsyncDisposableStack();
  const database = building.use(await competitorDatabase(server, "bench_better_auth"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  building.use(
    await startProgram({
      script: "better-auth-server.ts",
      cwd: import.meta.dirname,
      env: {
        ...environment(),
        NODE_ENV: "production",
        COMPETITOR_DATABASE_URL: database.url,
        COMPETITOR_PORT: String(port),
      },
      readyUrl: `http://127.0.0.1:${port}/ready`,
    }),
  );
  const cookie = await signUp(url);
  const sql = postgres(database.url, { max: 3, onnotice: () => {} });
  const ids: string[] = [];
  try {
    await sql`update "user" set role = 'admin'`;
    {
      const columns = ["id", "name", "email", `"emailVerified"`, `"createdAt"`, `"updatedAt"`, "role"];
      await using users = await openCopy(sql, `"user"`, columns);
      for (const { id, firstName, lastName, email, createdAt: at } of people(0, count)) {
        await users.write([id, `${firstName} ${lastName}`, email, "t", at, at, "user"]);
        ids.push(id);
      }
    }
    await sql`insert into session (id, "expiresAt", token, "createdAt", "updatedAt", "userId")
      select id, '2100-01-01', id, now(), now(), id from "user" where role = 'user'`;
    await sql`create extension pg_trgm`;
    await sql`create index on "user" using gin (email gin_trgm_ops) with (fastupdate = off)`;
    await sql`vacuum (analyze, freeze)`;
  } finally {
    await sql.end();
  }
  const caller = building.use(openCaller(url, { cookie }, 32));
  const owned = building.move();
  return { caller, ids, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function signUp(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify(account),
  });
  if (!answer.ok) throw new Error(`better-auth: ${answer.status} ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");
}
