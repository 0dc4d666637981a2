import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { randomFrom } from "@portcullis/api/testing/random";
import { temporaryFolder } from "@portcullis/embedded-postgres/temporary-folder";
import { expect, it } from "vitest";
import { actors } from "./actors.ts";
import { check } from "./check/checker.ts";
import { readBulkOver } from "./check/read-bulk.ts";
import { takeBefore } from "./check/record.ts";
import { openTestBed, type TestBed } from "./test-bed/test-bed.ts";
import { deactivate, reactivate } from "./traffic/lifecycle-acts.ts";
import { openOperationLog } from "./traffic/operation-log.ts";
import type { Person } from "./traffic/person.ts";
import { openAdministrators } from "./traffic/traffic-context.ts";

const builtWorker = join(import.meta.dirname, "../../../../apps/worker/dist");

/** What keeps stale work from being done: a cascade that is over, and one whose user was changed again. */
const fence = [
  { text: 'eq(cascades.status, "running"), lte(cascades.nextAttemptAt,', instead: "lte(cascades.nextAttemptAt," },
  { text: "if (cascade.generation < found.generation) {", instead: "if (false) {" },
];
/** Cascades that a worker advances at once. */
const concurrency = 4;
const attempts = 6;
const stepMs = 10_000;

async function withoutFence(folder: string): Promise<string> {
  await cp(builtWorker, folder, { recursive: true });
  const script = join(folder, "worker.js");
  let text = await readFile(script, "utf8");
  for (const { text: found, instead } of fence) {
    expect(text.split(found)).toHaveLength(2);
    text = text.replace(found, instead);
  }
  await writeFile(script, text);
  return script;
}

/** Locks a device of each, runs `work`, and lets go. */
async function holding(sql: TestBed["sql"], people: readonly Person[], work: () => Promise<void>): Promise<void> {
  const ids = people.map(({ devices }) => devices[0]?.id ?? "");
  await sql.begin(async (tx) => {
    await tx`select from devices where id = any(${ids}::uuid[]) order by id for update`;
    await work();
  });
}

it("objects when a worker without its fence does what a reactivation has overtaken", async () => {
  await using folder = await temporaryFolder("portcullis-planted-");
  await using testBed = await openTestBed(attempts * (stepMs / 1_000), await withoutFence(folder.path));
  const { sql } = testBed;
  const people = (await actors(sql)).filter(({ devices, stays }) => devices.length > 1 && !stays);
  const before = await takeBefore(
    sql,
    people.map(({ id }) => id),
  );
  const operationLog = openOperationLog();
  const context = {
    url: testBed.url,
    administrators: await openAdministrators(testBed.url),
    operationLog,
    random: randomFrom(1),
  };
  const [victim, ...others] = people.slice(0, concurrency + 1);
  if (!victim) throw new Error("The demo has nobody with devices.");
  const workers = testBed.parts.filter(({ name }) => name.startsWith("worker"));
  const [fenceless, sound] = workers;

  const count = async (rows: PromiseLike<readonly unknown[]>) => (await rows).length;
  const atWork = ({ id }: Person) => count(sql`select 1 from cascades where status = 'running' and user_id = ${id}`);
  const stale = () => count(sql`select 1 from devices where user_id = ${victim.id} and cause = 'user_deactivated'`);
  const waiting = () =>
    count(sql`select 1 from pg_stat_activity
      where application_name = 'portcullis-worker' and wait_event_type = 'Lock'`);

  /** On a busy machine a lane gives up waiting before the worker is stopped: then it has nothing stale in hand. */
  async function overtake(person: Person): Promise<boolean> {
    for (const worker of workers) await worker.signal("SIGSTOP");
    await holding(sql, others, async () => {
      for (const each of [...others, person]) await deactivate(context, each);
      await fenceless?.signal("SIGCONT");
      // Every lane waits for a device, and the victim's cascade, read from the queue, waits for a lane.
      await within(async () => (await waiting()) === concurrency);
      await fenceless?.signal("SIGSTOP");
    });
    await reactivate(context, person);
    await sound?.signal("SIGCONT");
    await within(async () => (await atWork(person)) === 0);
    await fenceless?.signal("SIGCONT");
    if (await within(async () => (await stale()) > 0)) return true;
    for (const each of others) {
      await reactivate(context, each);
      await within(async () => (await atWork(each)) === 0);
    }
    return false;
  }

  let isStale = false;
  for (let attempt = 0; attempt < attempts && !isStale; attempt++) isStale = await overtake(victim);
  const violations = await check({
    ...testBed,
    operationLog,
    before,
    people,
    readBulk: (id) => readBulkOver(context.administrators.auditor, id),
    retry: async () => {},
  });
  expect(violations).toEqual(
    expect.arrayContaining([
      expect.stringMatching(
        `^no device that a deactivation keeps off of an active user: .* its user ${victim.id} is active\\.$`,
      ),
      expect.stringMatching(`^every user as the audit log tells: user ${victim.id} `),
    ]),
  );
});

/** Whether it comes true within the time that one attempt has for a step. */
async function within(look: () => Promise<boolean>): Promise<boolean> {
  for (const began = performance.now(); performance.now() - began < stepMs; await sleep(10)) {
    if (await look()) return true;
  }
  return false;
}
