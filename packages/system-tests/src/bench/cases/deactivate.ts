import { assertSameAnswer, startFloor } from "../competitors/floor.ts";
import { sideBySide } from "../measure/compare.ts";
import { load } from "../measure/load.ts";
import { timeAndRateRows } from "../report/table.ts";
import type { Dataset } from "../seed/dataset.ts";
import { largest } from "../seed/sizes.ts";
import { type BenchCase, giveSessions } from "../test-bed/test-bed.ts";

/** A person with a session and five devices deactivated, against the floor, which writes the same rows. */
export const deactivate: BenchCase = async (testBed) => {
  const { dataset, repetitions } = testBed;
  await using floor = await startFloor(dataset);
  await using caller = await testBed.caller(largest);
  await using bare = await floor.caller(largest);
  const off = (id: string | undefined) => caller.mutate("user.deactivate", { id });
  const offByFloor = (id: string | undefined) => bare.post(`/users/${id}/deactivate`, "");
  const [one, other] = await testBed.fresh(2);
  if (!one || !other) throw new Error("Two people are compared.");
  await giveSessions(dataset, largest, [one, other]);
  await Promise.all([off(one.id), offByFloor(other.id)]);
  await assertSameAnswer(leftOf(dataset, one.id), leftOf(dataset, other.id));
  await assertSameAnswer(caller.ask("user.get", { id: one.id }), bare.read(`/users/${one.id}`));
  const at = async (concurrency: number, whole: number) => {
    const calls = testBed.calls(whole);
    // Nobody is deactivated twice: each turn goes on where the last one ended.
    const [ours, theirs] = [
      await testBed.fresh(calls * (repetitions + 1)),
      await testBed.fresh(calls * (repetitions + 1)),
    ];
    await giveSessions(dataset, largest, [...ours, ...theirs]);
    return sideBySide(
      repetitions,
      (turn) => load((n) => off(ours[n]?.id), { concurrency, calls, from: turn * calls }),
      (turn) => load((n) => offByFloor(theirs[n]?.id), { concurrency, calls, from: turn * calls }),
    );
  };
  const goals = { benchCase: "user.deactivate", baseline: "floor", time: 2, rate: 0.5 };
  return timeAndRateRows(goals, await at(1, 100), await at(32, 500));
};

/** The rows that a deactivation left of somebody, without their ids and times. */
async function leftOf({ sql }: Dataset, userId: string): Promise<unknown> {
  const [row] = await sql`
    select u.status, u.generation, u.updated_at > now() - interval '1 minute' as "isTouched",
      (select count(*)::int from sessions s where s.user_id = u.id) as sessions,
      (select json_agg(to_jsonb(c) - '{id,user_id,requested_at,next_attempt_at}'::text[]) from cascades c where c.user_id = u.id) as cascades,
      (select count(*)::int from gateway_confirmations w where w.user_id = u.id) as confirmations,
      (select json_agg(to_jsonb(e) - '{id,at,target_id,subject_id,cascade_id,origin_hash}'::text[]
          || jsonb_build_object('hash', length(e.origin_hash)) || to_jsonb(o) - '{event_id,salt}'::text[])
        from audit_events e join audit_origins o on o.tenant_id = e.tenant_id and o.event_id = e.id where e.subject_id = u.id) as events
    from users u where u.id = ${userId}`;
  return row;
}
