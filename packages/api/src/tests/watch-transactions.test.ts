import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { testDatabase } from "@portcullis/testing/test-database";
import { expect, it } from "vitest";

/** Counts what a pool tells, as metrics do. */
function counting() {
  const now = { waiting: 0, running: 0, waits: 0 };
  const watch = {
    asked: () => void now.waiting++,
    got: (seconds: number) => {
      now.waiting--;
      now.running++;
      now.waits += seconds > 0 ? 1 : 0;
    },
    failed: () => void now.waiting--,
    ended: () => void now.running--,
  };
  return { now, watch };
}

it("tells which transactions run and which wait for a connection, and forgets them once they are over", async () => {
  await using database = await testDatabase();
  const { now, watch } = counting();
  const db = openDatabase(database.applicationUrl, { applicationName: "test", max: 1, watch });
  const held = Promise.withResolvers<void>();
  const first = db.transaction(() => held.promise);
  const second = db.transaction(() => Promise.reject(new Error("rolled back")));
  await expect.poll(() => now).toEqual({ waiting: 1, running: 1, waits: 1 });
  held.resolve();
  await first;
  await expect(second).rejects.toThrow("rolled back");
  expect(now).toEqual({ waiting: 0, running: 0, waits: 2 });
  await closeDatabase(db);
});

it("forgets a transaction that never got a connection", async () => {
  const { now, watch } = counting();
  const db = openDatabase("postgres://nobody@127.0.0.1:1/none", { applicationName: "test", watch });
  await expect(db.transaction(async () => {})).rejects.toThrow("ECONNREFUSED");
  expect(now).toEqual({ waiting: 0, running: 0, waits: 0 });
  await closeDatabase(db, 0);
});
