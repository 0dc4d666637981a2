import { setTimeout as sleep } from "node:timers/promises";
import { describeBreach } from "@portcullis/api/audit/describe-breach";
import { verifyAuditLog } from "@portcullis/api/audit/verify-audit-log";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { tenantId } from "@portcullis/domain/ids";
import type postgres from "postgres";
import type { OperationLog } from "../traffic/operation-log.ts";
import type { Person } from "../traffic/person.ts";
import { checkAgainstAnswers, checkAgainstModel, checkAgainstOperationLog } from "./check-audit-log.ts";
import { type BulkRead, bulkEventKeys, checkBulks, readBulks } from "./check-bulk.ts";
import { checkDatabase } from "./check-database.ts";
import { type Before, readAuditLog, readUsers } from "./record.ts";

/** What the checker holds against each other. */
export interface Checked {
  /** The superuser's eye on the database. */
  readonly sql: postgres.Sql;
  readonly ownerUrl: string;
  /** The public keys on the interface of this tenant's gateway. */
  readonly gateway: { readonly slug: string; readonly keys: () => Promise<readonly string[]> };
  readonly operationLog: OperationLog;
  readonly before: Before;
  readonly people: readonly Person[];
  /** How an administrator is shown a bulk operation; undefined where it is not there. */
  readonly readBulk: (id: string) => Promise<BulkRead | undefined>;
  /** Sends a parked cascade on its way again, as an administrator does. */
  readonly retry: (cascadeId: string) => Promise<void>;
}

/** Milliseconds: the longest back-off of a cascade, and room. */
const backOffMs = 90_000;

/**
 * Waits until all is at rest, then proves every promise. Answers a sentence for each breach.
 * @param restMs in which all must come to rest, each for itself, once nobody asks for anything any more
 */
export async function check(checked: Checked, restMs = backOffMs): Promise<string[]> {
  const { sql, operationLog, before, people } = checked;
  const restless = await untilRest(checked, restMs);
  const auditLog = await readAuditLog(sql, before);
  const bulks = await readBulks(sql, operationLog.bulks.values(), checked.readBulk);
  const memberIds = bulks.flatMap(({ asked }) => [...asked.memberIds]);
  const statusOf = new Map([...(await readUsers(sql, memberIds))].map(([id, { status }]) => [id, status]));
  return [
    ...operationLog.violations,
    ...restless,
    ...(await checkDatabase(sql, before.since)),
    ...checkBulks(bulks, auditLog, statusOf),
    ...checkAgainstOperationLog(auditLog, operationLog, bulkEventKeys(bulks)),
    ...(await checkAgainstModel(sql, auditLog, before)),
    ...(await checkAgainstAnswers(sql, people)),
    ...(await checkChains(checked)),
  ];
}

/** No bulk operation or cascade on its way, no event unsealed, the gateway's peers those of the access view: each within its time. */
async function untilRest(checked: Checked, restMs: number): Promise<string[]> {
  const found = [await within(restMs, () => bulksAtWork(checked)), await within(restMs, () => cascadesAtWork(checked))];
  const parked = await checked.sql<{ id: string }[]>`
    select id from cascades where status = 'failed' and coalesce(failure_reason, '') <> ''`;
  for (const { id } of parked) await checked.retry(id);
  const looks = [cascadesAtWork, unsealed, otherPeers, unconfirmed];
  for (const look of looks) found.push(await within(restMs, () => look(checked)));
  return [...new Set(found.filter((breach) => breach !== undefined))];
}

/** The breach that still stands after so long, if any. */
async function within(ms: number, look: () => Promise<string | undefined>): Promise<string | undefined> {
  for (const began = performance.now(); ; await sleep(200)) {
    // A database that is still on its way back is no answer, and must not hide what the storm has found.
    const breach = await look().catch((error: unknown) => `every question answered: ${String(error)}`);
    if (breach === undefined || performance.now() - began >= ms) return breach;
  }
}

async function bulksAtWork({ sql }: Checked): Promise<string | undefined> {
  const rows = await sql`select 1 from bulk_operations where status = 'running'`;
  return rows.length > 0 ? `every bulk operation ended: ${rows.length} are running.` : undefined;
}

async function cascadesAtWork({ sql }: Checked): Promise<string | undefined> {
  const rows = await sql`select 1 from cascades where status = 'running'`;
  return rows.length > 0 ? `every cascade finished: ${rows.length} are running.` : undefined;
}

async function unsealed({ sql }: Checked): Promise<string | undefined> {
  const rows = await sql`select 1 from audit_unsealed`;
  return rows.length > 0 ? `every event sealed: ${rows.length} portions wait.` : undefined;
}

async function otherPeers({ sql, gateway }: Checked): Promise<string | undefined> {
  const access = await sql<{ key: string }[]>`
    select public_key as key from access where tenant_id = (select id from tenants where slug = ${gateway.slug})`;
  const wanted = new Set(access.map(({ key }) => key));
  const present = new Set(await gateway.keys());
  const extra = [...present].filter((key) => !wanted.has(key));
  const lacking = [...wanted].filter((key) => !present.has(key));
  if (extra.length + lacking.length === 0) return undefined;
  return `every peer set equal to the access view: of ${wanted.size} peers ${lacking.length} are lacking (${lacking.slice(0, 3).join(", ")}) and ${extra.length} too many (${extra.slice(0, 3).join(", ")}).`;
}

async function unconfirmed({ sql }: Checked): Promise<string | undefined> {
  const rows = await sql`
    select 1 from gateway_confirmations o where confirmed_at is null and exists (
      select from users u join cascades c on c.tenant_id = u.tenant_id and c.id = o.change_id
      where u.tenant_id = o.tenant_id and u.id = o.user_id and u.generation = c.generation)`;
  return rows.length > 0 ? `every confirmation given: ${rows.length} are owed.` : undefined;
}

/** The chain of every tenant's audit log is whole. */
async function checkChains({ sql, ownerUrl }: Checked): Promise<string[]> {
  const db = openDatabase(ownerUrl, { applicationName: "portcullis-proof", max: 1 });
  try {
    const found: string[] = [];
    for (const { id, slug } of await sql<{ id: string; slug: string }[]>`select id, slug from tenants`) {
      const verdict = await verifyAuditLog({ db, principal: { kind: "operator", tenantId: tenantId(id) } });
      if ("breach" in verdict) found.push(`every chain whole: ${describeBreach(slug, verdict.breach)}`);
    }
    return found;
  } finally {
    await closeDatabase(db);
  }
}
