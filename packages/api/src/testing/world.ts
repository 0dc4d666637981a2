import { randomBytes } from "node:crypto";
import { closeDatabase, type Database } from "@portcullis/db/client";
import { type Listener, openListener } from "@portcullis/db/listen";
import { testDatabase } from "@portcullis/testing/test-database";
import { createInternalCaller } from "../internal-router.ts";
import { createTestTenant, type TestTenant } from "./tenant.ts";

/** What tests of the whole share: a database of their own, one LISTEN connection, a worker's hand. */
export interface WorldGround {
  readonly db: Database;
  readonly listener: Listener;
  readonly cursorKey: Buffer;
  /** Everything that was logged; a test that expects none may look. */
  readonly logged: unknown[];
}

export interface World extends TestTenant, AsyncDisposable, WorldGround {
  /** Connection strings of the application role and of the owner of the schema. */
  readonly url: string;
  readonly ownerUrl: string;
  /** Another tenant in the same database. */
  aTenant(): Promise<TestTenant>;
  /** Carries every due cascade through, as a worker does. */
  drainCascades(): Promise<void>;
}

/** A tenant with its owner, on a database of its own: `await using world = await testWorld()`. */
export async function testWorld(): Promise<World> {
  const database = await testDatabase();
  const listener = await openListener(database.url, "portcullis-test");
  const logged: unknown[] = [];
  const ground: WorldGround = { db: database.db, listener, cursorKey: randomBytes(32), logged };
  const aTenant = () => createTestTenant(ground, database.ownerUrl);
  const tenant = await aTenant();
  return {
    ...tenant,
    ...ground,
    url: database.url,
    ownerUrl: database.ownerUrl,
    aTenant,
    drainCascades: () => drainCascades(ground),
    async [Symbol.asyncDispose]() {
      await listener.close();
      await closeDatabase(database.db);
      await database[Symbol.asyncDispose]();
    },
  };
}

async function drainCascades(ground: WorldGround): Promise<void> {
  const worker = createInternalCaller({ db: ground.db, cursorKey: ground.cursorKey, principal: { kind: "worker" } });
  for (;;) {
    const due = await worker.cascade.due({ limit: 100 });
    if (due.length === 0) return;
    for (const { tenantId, cascadeId } of due) await worker.cascade.advance({ tenantId, cascadeId });
  }
}
