import { describeBreach } from "@portcullis/api/audit/describe-breach";
import { verifyAuditLog } from "@portcullis/api/audit/verify-audit-log";
import type { OperatorContext } from "@portcullis/api/tenant/operator";
import { type Fixture, openFixture } from "@portcullis/api/testing/fixture";
import { recordAudits } from "@portcullis/db/audit";
import { type AuditSealRow, hashEvent, hashSeal, nothingBefore } from "@portcullis/db/audit-chain";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { auditEvents } from "@portcullis/db/schema/audit";
import { auditSeals } from "@portcullis/db/schema/audit-chain";
import { withTenant } from "@portcullis/db/tenant";
import { notedHead } from "@portcullis/domain/audit-seal";
import { and, eq, inArray } from "drizzle-orm";
import postgres from "postgres";
import { expect } from "vitest";
import { superuserUrl } from "../../testing/superuser-url.ts";

/** An event of the audit log, by where it is sealed: seal and position from 1. */
export type Place = readonly [seal: number, position: number];

/** An audit log of four sealed portions of five events, one that waits, and whoever holds the database at work on it. */
export interface SealedAuditLog extends AsyncDisposable {
  readonly fixture: Fixture;
  readonly slug: string;
  /** A tenant beside it, whose audit log is nobody's target. */
  readonly otherTenantId: string;
  readonly head: string;
  readonly idAt: (place: Place) => string;
  readonly waitingId: string;
  /** What the operator's commands are given. */
  readonly ctx: OperatorContext;
  /** The superuser, whom no trigger, policy or foreign key stops. */
  readonly sql: postgres.Sql;
  /** Puts every table of the audit log back as it was. */
  readonly restore: () => Promise<void>;
}

const tables = ["details", "origins", "events", "unsealed", "seals", "heads", "checkpoints"].map(
  (name) => `audit_${name}`,
);

/** `await using audit log = await sealedTrail()` */
export async function sealedAuditLog(): Promise<SealedAuditLog> {
  await using building = new AsyncDisposableStack();
  const fixture = building.use(await openFixture());
  const sql = building.adopt(postgres(superuserUrl(fixture.ownerUrl), { max: 1, onnotice: () => {} }), (client) =>
    client.end({ timeout: 1 }),
  );
  const db = openDatabase(fixture.ownerUrl, { applicationName: "portcullis-test-owner", max: 2 });
  building.defer(() => closeDatabase(db));
  const other = await fixture.aTenant();
  await other.owner.call.tenant.update({ maxDevices: 9 });
  for (let seal = 1; seal <= 4; seal++) {
    await write(fixture, 5);
    await fixture.sealAuditLogs();
  }
  await write(fixture, 1);
  await sql`set session_replication_role = replica`;
  await sql`create schema kept`;
  for (const table of tables) await sql`create table ${sql(`kept.${table}`)} as select * from ${sql(table)}`;
  const seals = await sql<{ event_ids: string[] }[]>`
    select event_ids from audit_seals where tenant_id = ${fixture.tenantId} order by number`;
  const [waiting] = await sql<{ id: string }[]>`
    select event_ids[1] as id from audit_unsealed where tenant_id = ${fixture.tenantId}`;
  const [tenant] = await sql<{ slug: string }[]>`select slug from tenants where id = ${fixture.tenantId}`;
  const { head } = await fixture.owner.call.audit.seal();
  const stack = building.move();
  return {
    fixture,
    slug: tenant?.slug ?? "",
    otherTenantId: other.tenantId,
    head: `${head?.number}:${head?.hash}`,
    idAt: ([seal, position]) => seals[seal - 1]?.event_ids[position - 1] ?? "",
    waitingId: waiting?.id ?? "",
    ctx: { db, principal: { kind: "operator", tenantId: fixture.tenantId } },
    sql,
    async restore() {
      for (const table of tables) {
        await sql`delete from ${sql(table)}`;
        await sql`insert into ${sql(table)} overriding system value select * from ${sql(`kept.${table}`)}`;
      }
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** Events with something in every column, but for the second, of which nothing is kept apart. */
function write(fixture: Fixture, count: number): Promise<void> {
  const { admin } = fixture;
  return fixture.inScope((tx) =>
    recordAudits(
      tx,
      Array.from({ length: count }, (_, n) => ({
        action: "user.updated",
        actor: { kind: "user", id: admin.id, ...(n !== 1 && { from: { address: `192.0.2.${n}`, agent: "Lynx" } }) },
        target: { kind: "user", id: newId() },
        subjectId: admin.id,
        cascadeId: newId(),
        changed: ["firstName"],
        ...(n !== 1 && { details: { before: { firstName: "Ada" }, after: { firstName: `Grace ${n}` } } }),
      })),
    ),
  );
}

/** What somebody does who knows how seals are made: seals anew what stands there, after the seal before. */
export async function rewriteSeal({ fixture, sql }: SealedAuditLog, number: number): Promise<void> {
  const anew = await withTenant(fixture.db, fixture.tenantId, async (tx) => {
    const read = async (n: number): Promise<AuditSealRow | undefined> => {
      const [row] = await tx
        .select()
        .from(auditSeals)
        .where(and(eq(auditSeals.tenantId, tx.tenantId), eq(auditSeals.number, n)));
      return row;
    };
    const [seal, before] = [await read(number), await read(number - 1)];
    if (!seal) throw new Error(`There is no seal ${number}.`);
    const events = await tx.select().from(auditEvents).where(inArray(auditEvents.id, seal.eventIds));
    const hashes = new Map(events.map((event) => [event.id, hashEvent(event)]));
    const eventHashes = Buffer.concat(seal.eventIds.map((id) => hashes.get(id) ?? nothingBefore));
    const unhashed = { ...seal, previous: before?.hash ?? nothingBefore, eventHashes };
    return { ...unhashed, hash: hashSeal(unhashed) };
  });
  await sql`
    update audit_seals set previous = ${anew.previous}, event_hashes = ${anew.eventHashes}, hash = ${anew.hash}
    where tenant_id = ${anew.tenantId} and number = ${number}`;
}

/** What audit:verify finds: "sound", or its sentence. */
export async function verdictOf({ ctx, slug }: SealedAuditLog, noted?: string): Promise<string> {
  const verdict = await verifyAuditLog(ctx, noted === undefined ? undefined : notedHead.parse(noted));
  return "sound" in verdict ? "sound" : describeBreach(slug, verdict.breach);
}

/** The whole sentence, with `place` such as "seal 2, position 3, event <id>". */
export async function expectBreach(
  auditLog: SealedAuditLog,
  place: string,
  sentence: string,
  noted?: string,
): Promise<void> {
  expect(await verdictOf(auditLog, noted)).toBe(`${auditLog.slug}: ${place}: ${sentence}`);
}

/** How a sentence names an event's place. */
export const placeOf = (auditLog: SealedAuditLog, [seal, position]: Place): string =>
  `seal ${seal}, position ${position}, event ${auditLog.idAt([seal, position])}`;
