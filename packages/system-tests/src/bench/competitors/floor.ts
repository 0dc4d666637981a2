import { randomBytes } from "node:crypto";
import { freePort } from "@portcullis/embedded-postgres/operating-system";
import { environment } from "@portcullis/testing/env";
import { startProgram } from "@portcullis/testing/program";
import { type Caller, openCaller } from "../http/caller.ts";
import type { Dataset } from "../seed/dataset.ts";
import { floorCookie, hashToken } from "./floor/floor-transaction.ts";

export interface Floor extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** Calls with a session of that tenant's owner. */
  caller(tenant: number): Promise<Caller>;
}

/**
 * Substrings within the scope's tenant, by the rights of the owner, whom no policy binds. One look into the trigrams finds a few;
 * of many, the first ones are met soon in the page's order.
 */
async function addSearch({ sql }: Dataset): Promise<void> {
  await sql`
    create or replace function floor_search(pattern text, at_most integer) returns uuid[]
    language plpgsql stable security definer set search_path = public, pg_temp as $$
    declare
      found uuid[] := array(select s.user_id from user_search s where s.tenant_id = app_tenant_id() and s.words like pattern limit 2000);
    begin
      if cardinality(found) < 2000 then
        return array(select u.id from users u where u.tenant_id = app_tenant_id() and u.id = any (found)
          order by u.name_key, u.id limit at_most);
      end if;
      return array(select u.id from users u where u.tenant_id = app_tenant_id()
        and (select s.words like pattern from user_search s where s.tenant_id = u.tenant_id and s.user_id = u.id)
        order by u.name_key, u.id limit at_most);
    end $$`;
  await sql`
    create or replace function floor_count(pattern text, up_to integer) returns integer
    language sql stable security definer set search_path = public, pg_temp as $$
      select count(*)::integer from (select from user_search s where s.tenant_id = app_tenant_id() and s.words like pattern limit up_to) found
    $$`;
}

/** The floor, in a process of its own and on the run's database. */
export async function startFloor(dataset: Dataset): Promise<Floor> {
  await addSearch(dataset);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const program = await startProgram({
    script: "floor-server.ts",
    cwd: import.meta.dirname,
    env: {
      ...environment(),
      NODE_ENV: "production",
      COMPETITOR_DATABASE_URL: dataset.applicationUrl,
      COMPETITOR_PORT: String(port),
    },
    readyUrl: `http://127.0.0.1:${port}/ready`,
  });
  return {
    url,
    pid: program.pid,
    async caller(tenant) {
      const [tenantId, token] = [dataset.tenantIds[tenant] ?? "", randomBytes(32).toString("base64url")];
      await dataset.sql`
        insert into sessions (tenant_id, id, user_id, token_hash, last_seen_at, expires_at)
        select tenant_id, gen_random_uuid(), id, ${hashToken(token)}, now(), now() + interval '1 day'
        from users where tenant_id = ${tenantId} and is_owner`;
      return openCaller(url, { cookie: `${floorCookie}=${tenantId}.${token}` }, 32);
    },
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  };
}

/** Compared with what the product answers to the same question: the floor may not be faster because it says less. */
export async function assertSameAnswer(ours: Promise<unknown>, floor: Promise<unknown>): Promise<void> {
  const difference = firstDifference(await ours, await floor, "answer");
  if (difference) throw new Error(`The floor answers something else than the product: ${difference}`);
}

function firstDifference(ours: unknown, floor: unknown, path: string): string | undefined {
  if (isRecord(ours) && isRecord(floor)) {
    for (const key of new Set([...Object.keys(ours), ...Object.keys(floor)])) {
      const difference = firstDifference(ours[key], floor[key], `${path}.${key}`);
      if (difference) return difference;
    }
    return undefined;
  }
  // Each seals its cursors in its own way.
  const isSame = path.endsWith(".nextCursor") ? typeof ours === typeof floor : ours === floor;
  return isSame ? undefined : `${path} is ${JSON.stringify(floor)} instead of ${JSON.stringify(ours)}`;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
