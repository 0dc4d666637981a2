import { randomFrom } from "@portcullis/api/testing/random";
import { expect, it } from "vitest";
import { actors } from "./actors.ts";
import { check } from "./check/checker.ts";
import { readBulkOver } from "./check/read-bulk.ts";
import { takeBefore } from "./check/record.ts";
import { watch } from "./check/watch.ts";
import { watchReceipts } from "./check/watch-receipts.ts";
import { readFaultsEnv } from "./env.ts";
import { faultRun } from "./fault-run.ts";
import { openTestBed } from "./test-bed/test-bed.ts";
import { bulkWrite } from "./traffic/bulk-acts.ts";
import { intrude } from "./traffic/intruder.ts";
import { openOperationLog } from "./traffic/operation-log.ts";
import { openAdministrators } from "./traffic/traffic-context.ts";
import { write } from "./traffic/writer.ts";

const writers = 6;
const env = readFaultsEnv();

it(`keeps every promise in a storm of faults: FAULTS_SEED=${env.seed} FAULTS_SECONDS=${env.seconds}`, async () => {
  await using testBed = await openTestBed(env.seconds);
  const { url, sql } = testBed;
  const people = await actors(sql);
  const administrators = await openAdministrators(url);
  const before = await takeBefore(
    sql,
    people.map(({ id }) => id),
  );
  const operationLog = openOperationLog();
  const stopping = new AbortController();
  const context = (n: number) => ({ url, administrators, operationLog, random: randomFrom(env.seed + n) });
  const everybody = [...people];
  const writing = Array.from({ length: writers }, (_, n) =>
    write(
      context(n + 1),
      people.filter((_person, index) => index % writers === n),
      everybody,
      stopping.signal,
    ),
  );
  const intruding = intrude(context(writers + 1), people, stopping.signal);
  const writingMany = bulkWrite(context(writers + 2), everybody, stopping.signal);
  const watching = watch(sql, operationLog.violate, stopping.signal);
  const doneChanges = async () => (await administrators.auditor.cascade.list.query({ state: ["done"] })).items;
  const receipts = watchReceipts(
    { sql, doneChanges, keys: testBed.gateway.keys },
    operationLog.violate,
    stopping.signal,
  );

  const injected = await faultRun(testBed, operationLog, env);
  stopping.abort();
  await Promise.all([...writing, writingMany, intruding]);
  const looks = await watching;
  const receiptReads = await receipts;

  const violations = await check({
    ...testBed,
    operationLog,
    before,
    people: everybody,
    readBulk: (id) => readBulkOver(administrators.auditor, id),
    retry: async (id) => void (await administrators.owner.cascade.retry.mutate({ id })),
  });
  const [sizes] = await sql<{ cascades: number; devices: number }[]>`
    select count(*)::int as cascades, sum(devices_done)::int as devices from cascades where requested_at >= ${before.since}`;
  const bulks = await sql<{ status: string; count: number; undos: number; changed: number }[]>`
    select status, count(*)::int as count, count(undoes)::int as undos, sum(changed)::int as changed from bulk_operations
    where requested_at >= ${before.since} group by 1`;
  const bulk = bulks.map((of) => `${of.count} ${of.status} (${of.undos} undo) with ${of.changed} changed`).join(", ");
  const { accepted, refused, unsure } = operationLog.counts;
  const codes = [...operationLog.refusals].map(([code, count]) => `${count} ${code}`).join(", ");
  const kinds = Object.entries(Object.groupBy(injected, ({ kind }) => kind));
  const faults = kinds.map(([kind, all]) => `${all?.length} ${kind}`).join(", ");
  console.info(
    `seed ${env.seed}, ${env.seconds} s: ${faults}; ${accepted} acts accepted, ${refused} refused (${codes}), ${unsure} unsure; ${sizes?.cascades} cascades over ${sizes?.devices} devices; bulk: ${bulk}; ${looks} looks, ${receiptReads} at receipts; ${violations.length} violations`,
  );
  if (violations.length > 0) {
    console.info(injected.map(({ at, kind, part }) => `${at.toISOString()} ${part} ${kind}`).join("\n"));
  }
  expect(violations).toEqual([]);
  expect(receiptReads).toBeGreaterThan(0);
});
