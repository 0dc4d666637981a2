import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { devices } from "@portcullis/db/schema/devices";
import { readTimestamp } from "@portcullis/db/timestamps";
import { timestamp, toTimestamp } from "@portcullis/domain/timestamp";
import { testDatabase } from "@portcullis/testing/test-database";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** With and without a fraction, at the ends of the years that have four digits, and where clocks of other zones jump. */
const times = [
  "2026-11-30T09:00:00.000Z",
  "2026-11-30T09:00:00.100Z",
  "2026-11-30T09:00:00.120Z",
  "2026-11-30T09:00:00.123Z",
  "2026-03-29T01:30:00.005Z",
  "2026-10-25T00:59:59.999Z",
  "1970-01-01T00:00:00.000Z",
  "0001-01-01T00:00:00.000Z",
  "9999-12-31T23:59:59.999Z",
];

describe("a time of the database", () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let db: ReturnType<typeof openDatabase>;
  beforeAll(async () => {
    database = await testDatabase();
    const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
    const name = new URL(database.ownerUrl).pathname.slice(1);
    // A server of another zone and another style.
    await owner.unsafe(`alter database "${name}" set timezone = 'Asia/Kolkata'`);
    await owner.unsafe(`alter database "${name}" set datestyle = 'German, DMY'`);
    await owner.end();
    db = openDatabase(database.applicationUrl, { applicationName: "timestamps", max: 1 });
  });
  afterAll(async () => {
    await closeDatabase(db);
    await database[Symbol.asyncDispose]();
  });

  it.each(times)("is the same text as a column, in a statement and in JSON: %s", async (at) => {
    const [row] = await db.execute(sql`
      select ${at}::timestamptz(3) as plain, json_build_object('at', rfc3339(${at}::timestamptz(3))) as json`);
    const [built] = await db
      .select({ at: sql`${at}::timestamptz(3)`.mapWith(devices.createdAt) })
      .from(sql`(select) as nothing`);
    expect([row, built]).toEqual([{ plain: at, json: { at } }, { at }]);
    expect(timestamp.parse(at)).toBe(at);
  });

  it("is cut off after the millisecond, as JavaScript does it", async () => {
    const [row] = await db.execute(sql`
      select '2026-11-30 09:00:00.123999+00'::timestamptz as plain, rfc3339('2026-11-30 09:00:00.123999+00'::timestamptz) as json`);
    expect(row).toEqual({ plain: "2026-11-30T09:00:00.123Z", json: "2026-11-30T09:00:00.123Z" });
  });

  it("is nothing where there is none", async () => {
    const [row] = await db.execute(sql`select null::timestamptz as plain, rfc3339(null) as json`);
    expect(row).toEqual({ plain: null, json: null });
  });
});

it("reads times of other zones too", () => {
  expect(readTimestamp("2026-11-30 14:30:00.5+05:30")).toBe("2026-11-30T09:00:00.500Z");
  expect(readTimestamp("2026-11-30 09:00:00+00")).toBe(toTimestamp(Date.UTC(2026, 10, 30, 9)));
});
