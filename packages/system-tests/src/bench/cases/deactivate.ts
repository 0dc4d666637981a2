import { assertSameAnswer, startFloor } from "../competitors/floor.ts";
import { sideBySide } from "../measure/compare.ts";
import { load } from "../measure/load.ts";
import { timeAndRateRows } from "../report/table.ts";
import type { Dataset } from "../seed/dataset.ts";
import { whole } from "../seed/sizes.ts";
import { type BenchCase, giveSessions, peopleOf } from "../test-bed/test-bed.ts";

/** One that other cases change nobody of. */
const tenant = whole.users.indexOf(200_000);

/** A person with a session and five devices deactivated, against the floor, which writes the same rows. */
export const deactivate: BenchCase = async (testBed) => {
  const { dataset, repetitions } = testBed;
  await using floor = await startFloor(dataset);
  await using caller = await testBed.caller(tenant);
  await using bare = await floor.caller(tenant);
  const off = (id: string | undefined) => caller.mutate("user.deactivate", { id });
  const offByFloor = (id: string | undefined) => bare.post(`/users/${id}/deactivate`, "");
  const [aloneCalls, manyCalls] = [testBed.calls(100), testBed.calls(500)];
  const people = await peopleOf(dataset, tenant, { count: 2 + 2 * (repetitions + 1) * (aloneCalls + manyCalls) });
  await giveSessions(dataset, tenant, people);
  // Nobody is deactivated twice: everybody is taken once.
  const queue = people.values();
  const next = () => queue.next().value?.id;
  const [one, other] = [next(), next()];
  if (!one || !other) throw new Error("Two people are compared.");
  await Promise.all([off(one), offByFloor(other)]);
  await assertSameAnswer(leftOf(dataset, one), leftOf(dataset, other));
  await assertSameAnswer(caller.ask("user.get", { id: one }), bare.read(`/users/${one}`));
  const at = (concurrency: number, calls: number) => {
    const options = { concurrency, calls, from: 0 };
    return sideBySide(
      repetitions,
      () => load(() => off(next()), options),
      () => load(() => offByFloor(next()), options),
    );
  };
  const goals = { benchCase: "user.deactivate", baseline: "floor", time: 2, rate: 0.5 };
  return timeAndRateRows(goals, await at(1, aloneCalls), await at(32, manyCalls));
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
