import { randomFrom } from "@portcullis/api/testing/random";
import { expect, it } from "vitest";
import { cast } from "./cast.ts";
import { check } from "./check/checker.ts";
import { takeBefore } from "./check/record.ts";
import { watch } from "./check/watch.ts";
import { watchReceipts } from "./check/watch-receipts.ts";
import { readFaultsEnv } from "./env.ts";
import { openGround } from "./ground/ground.ts";
import { storm } from "./storm.ts";
import { openStaff } from "./traffic/hands.ts";
import { intrude } from "./traffic/intruder.ts";
import { openJournal } from "./traffic/journal.ts";
import { write } from "./traffic/writer.ts";

const writers = 6;
const env = readFaultsEnv();

it(`keeps every promise in a storm of faults: FAULTS_SEED=${env.seed} FAULTS_SECONDS=${env.seconds}`, async () => {
  await using ground = await openGround(env.seconds);
  const { url, sql } = ground;
  const people = await cast(sql);
  const staff = await openStaff(url);
  const before = await takeBefore(
    sql,
    people.map(({ id }) => id),
  );
  const journal = openJournal();
  const stopping = new AbortController();
  const hands = (n: number) => ({ url, staff, journal, random: randomFrom(env.seed + n) });
  const everybody = [...people];
  const writing = Array.from({ length: writers }, (_, n) =>
    write(
      hands(n + 1),
      people.filter((_person, index) => index % writers === n),
      everybody,
      stopping.signal,
    ),
  );
  const intruding = intrude(hands(writers + 1), people, stopping.signal);
  const watching = watch(sql, journal.violate, stopping.signal);
  const doneChanges = async () => (await staff.auditor.cascade.list.query({ state: ["done"] })).items;
  const receipts = watchReceipts({ sql, doneChanges, keys: ground.gateway.keys }, journal.violate, stopping.signal);

  const struck = await storm(ground, journal, env);
  stopping.abort();
  await Promise.all([...writing, intruding]);
  const looks = await watching;
  const receiptLooks = await receipts;

  const violations = await check({
    ...ground,
    journal,
    before,
    people: everybody,
    retry: async (id) => void (await staff.owner.cascade.retry.mutate({ id })),
  });
  const [sizes] = await sql<{ cascades: number; devices: number }[]>`
    select count(*)::int as cascades, sum(devices_done)::int as devices from cascades where requested_at >= ${before.since}`;
  const { accepted, refused, unsure } = journal.counts;
  const codes = [...journal.refusals].map(([code, count]) => `${count} ${code}`).join(", ");
  const kinds = Object.entries(Object.groupBy(struck, ({ kind }) => kind));
  const faults = kinds.map(([kind, all]) => `${all?.length} ${kind}`).join(", ");
  console.info(
    `seed ${env.seed}, ${env.seconds} s: ${faults}; ${accepted} acts accepted, ${refused} refused (${codes}), ${unsure} unsure; ${sizes?.cascades} cascades over ${sizes?.devices} devices; ${looks} looks, ${receiptLooks} at receipts; ${violations.length} violations`,
  );
  if (violations.length > 0) {
    console.info(struck.map(({ at, kind, part }) => `${at.toISOString()} ${part} ${kind}`).join("\n"));
  }
  expect(violations).toEqual([]);
  expect(receiptLooks).toBeGreaterThan(0);
});
