import { randomBytes } from "node:crypto";
import type { ServiceContext } from "@portcullis/api/kernel/context";
import type { Database } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { type TenantId, tenantId } from "@portcullis/domain/ids";
import { permissions } from "@portcullis/domain/permission";
import { noMailer } from "@portcullis/runtime/mail/mailer";
import type { Caller } from "../http/caller.ts";
import type { Row } from "../report/table.ts";
import type { Dataset } from "../seed/dataset.ts";
import type { ServedConsole } from "../serve/programs.ts";

interface SomePerson {
  readonly id: string;
  readonly email: string;
}

/** Some of a tenant's people, each with five devices, spread over all of it; the same in every run. */
export async function peopleOf(
  dataset: Dataset,
  tenant: number,
  { count, after = 0 }: { readonly count: number; readonly after?: number },
): Promise<readonly SomePerson[]> {
  return dataset.sql<SomePerson[]>`
    select id, email from users u
    where tenant_id = ${dataset.tenantIds[tenant] ?? ""} and not is_owner
      and (select count(*) from devices d where d.tenant_id = u.tenant_id and d.user_id = u.id) = 5
    order by md5(id::text) limit ${count} offset ${after}`;
}

/** What every figure finds: the people, the console, and how much is wanted. */
export interface TestBed {
  readonly dataset: Dataset;
  readonly console: ServedConsole;
  /** Calls as the owner of that tenant. */
  caller(tenant: number): Promise<Caller>;
  /** People of the largest tenant, with five devices each, whom no figure has changed: each is given out once. */
  fresh(count: number): Promise<readonly SomePerson[]>;
  readonly repetitions: number;
  /** Calls in one repetition; the short form makes fewer. */
  readonly calls: (whole: number) => number;
}

/** Measures one question and answers its lines of the table. */
export type BenchCase = (testBed: TestBed) => Promise<readonly Row[]>;

/** One session each: what a deactivation has to end. */
export async function giveSessions(dataset: Dataset, tenant: number, people: readonly SomePerson[]): Promise<void> {
  const ids = people.map(({ id }) => id);
  await dataset.sql`
    insert into sessions (tenant_id, id, user_id, token_hash, last_seen_at, expires_at)
    select ${dataset.tenantIds[tenant] ?? ""}::uuid, gen_random_uuid(), id, sha256(id::text::bytea), now(), now() + interval '1 day'
    from unnest(${ids}::uuid[]) id`;
}

/** One person more, with so many devices. */
export async function addFleet(dataset: Dataset, tenant: number, devices: number): Promise<string> {
  const [ofTenant, userId] = [dataset.tenantIds[tenant] ?? "", newId()];
  await dataset.sql`insert into users (tenant_id, id, email, status, accepted_at)
    values (${ofTenant}, ${userId}, ${`${userId}@bench.test`}, 'active', now())`;
  await dataset.sql`insert into devices (tenant_id, id, user_id, name, platform, public_key)
    select ${ofTenant}::uuid, uuidv7(), ${userId}::uuid, 'fleet-' || n, 'linux', encode(sha256((${userId} || n)::bytea), 'base64')
    from generate_series(1, ${devices}::int) n`;
  await dataset.sql`vacuum (analyze) devices`;
  return userId;
}

/** Brings people back as they were before they were switched off, and as tidy: each turn finds the same. */
export async function restore(dataset: Dataset, tenant: number, userIds: readonly string[]): Promise<void> {
  const [id, ids] = [dataset.tenantIds[tenant] ?? "", [...userIds]];
  await dataset.sql.begin(async (sql) => {
    // As a replica does: nothing looks whether anything still points at what goes, as all of it goes.
    await sql`set local session_replication_role = replica`;
    await sql`update devices set cause = null, deactivated_at = null
      where tenant_id = ${id} and user_id = any(${ids}::uuid[]) and cause is not null`;
    await sql`update users set status = 'active' where tenant_id = ${id} and id = any(${ids}::uuid[])`;
    await sql`delete from cascade_devices r using cascades c where r.tenant_id = ${id} and c.tenant_id = ${id}
      and r.cascade_id = c.id and c.user_id = any(${ids}::uuid[])`;
    await sql`delete from cascades where tenant_id = ${id} and user_id = any(${ids}::uuid[])`;
    await sql`delete from audit_origins o using audit_events e where o.tenant_id = ${id} and e.tenant_id = ${id}
      and o.event_id = e.id and e.subject_id = any(${ids}::uuid[])`;
    await sql`delete from audit_events where tenant_id = ${id} and subject_id = any(${ids}::uuid[])`;
  });
  await dataset.sql`vacuum (analyze) users, devices, cascades, cascade_devices, audit_events, audit_origins`;
}

/** What a use-case is given when a tenant's owner calls it, without HTTP around. The owner gets a session for it. */
export async function contextOfOwner(dataset: Dataset, db: Database, tenant: number): Promise<ServiceContext> {
  const id = dataset.tenantIds[tenant] ?? "";
  const [session] = await dataset.sql<{ id: string; user_id: string }[]>`
    insert into sessions (tenant_id, id, user_id, token_hash, last_seen_at, expires_at)
    select tenant_id, gen_random_uuid(), id, ${randomBytes(32)}, now(), now() + interval '1 day'
    from users where tenant_id = ${id} and is_owner returning id, user_id`;
  if (!session) throw new Error(`The tenant ${tenant} has no owner.`);
  return ownerContext(db, { tenantId: tenantId(id), userId: session.user_id, sessionId: session.id });
}

/** The same for whom a session need not be looked up: who only reads. */
export function ownerContext(
  db: Database,
  owner: { readonly tenantId: TenantId; readonly userId: string; readonly sessionId: string },
): ServiceContext {
  const from = { address: "192.0.2.7", agent: "Bench/1.0" };
  return {
    db,
    from,
    mailer: noMailer,
    publicUrl: new URL("https://bench.test"),
    factorKey: randomBytes(32),
    cursorKey: randomBytes(32),
    handSession: () => Promise.resolve(),
    log: (error) => process.stderr.write(`${String(error)}\n`),
    principal: { ...owner, kind: "user", from, isOwner: true, permissions, isConfirmed: true, mustEnrol: false },
  };
}
