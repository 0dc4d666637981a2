import { randomBytes } from "node:crypto";
import { closeDatabase, type Database, openDatabase } from "@portcullis/db/client";
import { type Listener, openListener } from "@portcullis/db/listen";
import { testDatabase } from "@portcullis/testing/test-database";
import { sql } from "drizzle-orm";
import { PresenceFeeds } from "../device/presence-feeds.ts";
import { createInternalCaller } from "../internal-router.ts";
import { Streams } from "../kernel/streams/streams.ts";
import { type TestMailer, testMailer } from "./mailer.ts";
import { createTestTenant, type TestTenant } from "./tenant.ts";

/** What the tests share: a database of their own and one LISTEN connection. */
export interface FixtureBase {
  readonly db: Database;
  readonly listener: Listener;
  readonly presence: PresenceFeeds;
  readonly streams: Streams;
  readonly cursorKey: Buffer;
  readonly factorKey: Buffer;
  /** Keeps what it is given. */
  readonly mailer: TestMailer;
  /** Everything that was logged; a test that expects none may look. */
  readonly logged: unknown[];
}

export interface Fixture extends TestTenant, AsyncDisposable, FixtureBase {
  /** Connection strings of the application role and of the owner of the schema. */
  readonly url: string;
  readonly ownerUrl: string;
  /** Another tenant in the same database. */
  aTenant(): Promise<TestTenant>;
  /** Cuts the LISTEN connection, as a restart of the server does. */
  breakListener(): Promise<void>;
  /** How many streams listen at this moment. */
  subscribers(): number;
  /** Runs every due cascade to completion, as a worker does. */
  drainCascades(): Promise<void>;
  /** Carries every due bulk operation through, as a worker does; the cascades that it begins are due then. */
  drainBulk(): Promise<void>;
  /** Seals pending audit entries of all tenants, as a worker does. */
  sealAuditLogs(): Promise<void>;
}

const listenerName = "portcullis-test-listener";

/** A tenant with its owner, on a database of its own: `await using fixture = await openFixture()`. */
export async function openFixture(): Promise<Fixture> {
  const database = await testDatabase();
  const { listener, subscribers } = counting(await openListener(database.applicationUrl, listenerName));
  const db = openDatabase(database.applicationUrl, { applicationName: "portcullis-test", max: 20 });
  const logged: unknown[] = [];
  const testBed: FixtureBase = {
    db,
    listener,
    presence: new PresenceFeeds(db, (error) => logged.push(error)),
    streams: new Streams(db),
    cursorKey: randomBytes(32),
    factorKey: randomBytes(32),
    mailer: testMailer(),
    logged,
  };
  const aTenant = () => createTestTenant(testBed, database.ownerUrl);
  const tenant = await aTenant();
  return {
    ...tenant,
    ...testBed,
    url: database.applicationUrl,
    ownerUrl: database.ownerUrl,
    aTenant,
    breakListener: () => breakListener(db),
    subscribers,
    drainCascades: () => drainCascades(testBed),
    drainBulk: () => drainBulk(testBed),
    sealAuditLogs: () => sealAuditLogs(testBed),
    async [Symbol.asyncDispose]() {
      await listener.close();
      await closeDatabase(db);
      await database[Symbol.asyncDispose]();
    },
  };
}

async function drainCascades(testBed: FixtureBase): Promise<void> {
  const worker = createInternalCaller({ db: testBed.db, principal: { kind: "worker" } });
  for (;;) {
    const due = await worker.cascade.due({ limit: 100 });
    if (due.length === 0) return;
    for (const { tenantId, cascadeId } of due) await worker.cascade.advance({ tenantId, cascadeId });
  }
}

async function drainBulk(testBed: FixtureBase): Promise<void> {
  const { bulk } = createInternalCaller({ db: testBed.db, principal: { kind: "worker" } });
  for (let due = await bulk.due({ limit: 100 }); due.length > 0; due = await bulk.due({ limit: 100 })) {
    for (const each of due) await bulk.advance(each);
  }
}

async function sealAuditLogs(testBed: FixtureBase): Promise<void> {
  const worker = createInternalCaller({ db: testBed.db, principal: { kind: "worker" } });
  for (;;) {
    const due = await worker.audit.due({ limit: 100 });
    if (due.length === 0) return;
    for (const tenantId of due) await worker.audit.seal({ tenantId });
  }
}

async function breakListener(db: Database): Promise<void> {
  await db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = ${listenerName}`);
}

function counting(inner: Listener): { listener: Listener; subscribers: () => number } {
  let count = 0;
  const listener: Listener = {
    subscribe(onChange) {
      const end = inner.subscribe(onChange);
      count++;
      return () => {
        end();
        count--;
      };
    },
    receivesNotifications: (db, ms) => inner.receivesNotifications(db, ms),
    close: () => inner.close(),
  };
  return { listener, subscribers: () => count };
}
