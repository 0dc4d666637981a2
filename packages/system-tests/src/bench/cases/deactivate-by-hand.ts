import { deactivateUser } from "@portcullis/api/user/deactivate-user";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import postgres from "postgres";
import { sideBySide } from "../measure/compare.ts";
import { countingLine } from "../measure/counting-proxy.ts";
import { load } from "../measure/load.ts";
import { ratioRow } from "../report/table.ts";
import type { Dataset } from "../seed/dataset.ts";
import { largest } from "../seed/sizes.ts";
import { type BenchCase, contextOfOwner, giveSessions } from "../test-bed/test-bed.ts";

/** The use-case, on one connection, against the same rows in one statement without a lock, a rule or a reader; both over the line. */
export const deactivateByHand: BenchCase = async (testBed) => {
  const { dataset, repetitions } = testBed;
  const calls = testBed.calls(150);
  const people = await testBed.fresh(2 * calls * (repetitions + 1) + 20);
  await giveSessions(dataset, largest, people);
  await using line = await countingLine(dataset.applicationUrl);
  const db = openDatabase(line.to(dataset.applicationUrl), { applicationName: "bench", max: 1 });
  const superuser = postgres(line.to(dataset.superuserUrl), { max: 1, onnotice: () => {} });
  try {
    const ctx = await contextOfOwner(dataset, db, largest);
    const off = (n: number) => deactivateUser(ctx, { id: people[n]?.id ?? "" });
    // The first ones on a connection describe their statements.
    for (let n = 1; n <= 10; n++) await off(people.length - n);
    const before = line.turns();
    await off(people.length - 11);
    const turns = line.turns() - before;
    const half = calls * (repetitions + 1);
    const taken = await sideBySide(
      repetitions,
      async (turn) => (await load(off, { concurrency: 1, calls, from: turn * calls })).p50,
      async (turn) =>
        (
          await load((n) => byHand(superuser, dataset, people[half + n]?.id ?? "", ctx.principal.userId), {
            concurrency: 1,
            calls,
            from: turn * calls,
          })
        ).p50,
    );
    return [
      ratioRow(
        {
          benchCase: "user.deactivate, without HTTP, p50",
          unit: "ms",
          baseline: "the same rows by hand, one statement",
          goal: { is: "at most", value: 3 },
          note: `${turns} round trips, begin and commit among them`,
        },
        taken.ours,
        taken.baseline,
      ),
    ];
  } finally {
    await Promise.all([closeDatabase(db), superuser.end()]);
  }
};

/** Status, sessions, cascade, audit log and its origin, and the notification. */
function byHand(sql: postgres.Sql, dataset: Dataset, userId: string, actorId: string) {
  const tenant = dataset.tenantIds[largest] ?? "";
  const [cascadeId, eventId] = [newId(), newId()];
  return sql`
    with switched as (
      update users set status = 'inactive', generation = generation + 1, updated_at = now()
      where tenant_id = ${tenant} and id = ${userId} returning id, generation
    ), ended as (
      delete from sessions where tenant_id = ${tenant} and user_id = ${userId} returning id
    ), cascade as (
      insert into cascades (tenant_id, id, user_id, kind, generation, requested_by, requested_at, sessions_ended, devices_total, next_attempt_at)
      select ${tenant}::uuid, ${cascadeId}::uuid, id, 'deactivate', generation, ${actorId}::uuid, now(), (select count(*) from ended),
        (select count(*) from devices where tenant_id = ${tenant} and user_id = ${userId} and cause is null), now() from switched
    ), event as (
      insert into audit_events (tenant_id, id, at, action, actor_kind, actor_id, target_kind, target_id, subject_id, cascade_id, changed)
      values (${tenant}, ${eventId}, now(), 'user.deactivated', 'user', ${actorId}, 'user', ${userId}, ${userId}, ${cascadeId}, '{status}')
      returning id
    ), origin as (
      insert into audit_origins (tenant_id, event_id, person_id, address, agent)
      select ${tenant}::uuid, id, ${actorId}::uuid, '192.0.2.7', 'Bench/1.0' from event
    )
    select pg_notify('portcullis', ${JSON.stringify({ tenantId: tenant, userId, cascadeId, sessions: true })})`;
}
