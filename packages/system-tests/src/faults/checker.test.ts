import { TRPCClientError } from "@trpc/client";
import { expect, it } from "vitest";
import { findFalseReceipts } from "./check/watch-receipts.ts";
import { openScene, type Scene } from "./testing/scene.ts";

it("has nothing to say where every promise was kept", async () => {
  await using scene = await openScene();
  expect(await scene.check()).toEqual([]);
});

it("names a receipt that says done while a key is on the interface, and none of who came back", async () => {
  await using scene = await openScene();
  const { sql, leaver } = scene;
  const [change] = await sql<{ id: string }[]>`select id from cascades where user_id = ${leaver}`;
  const keys = (await sql<{ key: string }[]>`select public_key as key from devices where user_id = ${leaver}`).map(
    ({ key }) => key,
  );
  const found = (present: readonly string[]) =>
    findFalseReceipts({ sql, doneChanges: async () => (change ? [change] : []), keys: async () => present });
  expect(await found([])).toEqual([]);
  expect(keys.length).toBeGreaterThan(0);
  expect(await found(keys)).toHaveLength(keys.length);
  await sql`update users set generation = generation + 1, status = 'active' where id = ${leaver}`;
  expect(await found(keys)).toEqual([]);
});

const damages: readonly { promise: string; of: (scene: Scene) => string }[] = [
  {
    promise: "no active device of an inactive or deleted user",
    of: ({ leaver }) => `update devices set cause = null, deactivated_at = null where user_id = '${leaver}'`,
  },
  {
    promise: "no device that a deactivation keeps off of an active user",
    of: ({ laptop }) => `update devices set cause = 'user_deactivated', deactivated_at = now() where id = '${laptop}'`,
  },
  {
    promise: "no session of an inactive or deleted user",
    of: ({ tenantId, leaver }) => `insert into sessions (tenant_id, id, user_id, token_hash, last_seen_at, expires_at)
      values ('${tenantId}', gen_random_uuid(), '${leaver}', sha256(''), now(), now() + interval '1 day')`,
  },
  {
    promise: "no session of an inactive or deleted user",
    of: ({ tenantId, gone }) => `insert into sessions (tenant_id, id, user_id, token_hash, last_seen_at, expires_at)
      values ('${tenantId}', gen_random_uuid(), '${gone}', sha256(''), now(), now() + interval '1 day')`,
  },
  {
    promise: "every accepted change present",
    of: ({ leaver }) => `update users set status = 'active' where id = '${leaver}'`,
  },
  {
    promise: "every accepted change present",
    of: ({ stayer }) => `update users set first_name = 'Ada' where id = '${stayer}'`,
  },
  {
    promise: "every accepted change present",
    of: ({ phone }) => `update devices set cause = null, deactivated_at = null where id = '${phone}'`,
  },
  { promise: "every accepted change present", of: ({ laptop }) => `delete from devices where id = '${laptop}'` },
  {
    promise: "every user as the audit log tells",
    of: ({ leaver }) => `update users set generation = generation + 1 where id = '${leaver}'`,
  },
  {
    promise: "every accepted change once, no refused one",
    of: ({ laptop }) => `delete from audit_events where action = 'device.renamed' and target_id = '${laptop}'`,
  },
  {
    promise: "every accepted change once, no refused one",
    of: ({ laptop, phone }) => `update audit_events set target_id = '${laptop}' where target_id = '${phone}'`,
  },
  {
    promise: "one event and one line of the receipt for each device of a cascade",
    of: ({ leaver }) => `insert into audit_events select tenant_id, gen_random_uuid(), at, action, actor_kind, actor_id,
      target_kind, target_id, subject_id, cascade_id, changed, details_hash, origin_hash from audit_events
      where subject_id = '${leaver}' and actor_kind = 'worker' limit 1`,
  },
  {
    promise: "one event and one line of the receipt for each device of a cascade",
    of: ({ leaver }) =>
      `delete from cascade_devices where device_id = (select id from devices where user_id = '${leaver}' limit 1)`,
  },
  {
    promise: "every receipt adds up",
    of: ({ leaver }) => `update cascades set devices_done = 3 where user_id = '${leaver}'`,
  },
  {
    promise: "one event for each cascade that began",
    of: ({ leaver }) =>
      `update audit_events set cascade_id = null where action = 'user.deactivated' and target_id = '${leaver}'`,
  },
  {
    promise: "every cascade finished",
    of: ({ leaver }) => `update cascades set status = 'running', finished_at = null where user_id = '${leaver}'`,
  },
  {
    promise: "every cascade finished, or parked with its reason",
    of: ({ leaver }) => `update cascades set status = 'failed', finished_at = null where user_id = '${leaver}'`,
  },
  {
    promise: "the newest cascade of each user is the one that was carried through",
    of: ({ leaver }) => `update cascades set status = 'superseded' where user_id = '${leaver}'`,
  },
  {
    promise: "nothing personal of a deleted user",
    of: ({ gone }) => `insert into audit_details (tenant_id, event_id, subject_id, salt, details)
      select tenant_id, id, subject_id, '', '{}' from audit_events where target_id = '${gone}' and action = 'user.deleted'`,
  },
  {
    promise: "every confirmation given that a gateway owes",
    of: ({ leaver }) => `insert into gateway_confirmations (tenant_id, change_id, gateway_id, user_id, asked_at)
      select tenant_id, id, gen_random_uuid(), user_id, now() from cascades where user_id = '${leaver}'`,
  },
  {
    promise: "every bulk operation ended",
    of: ({ offId }) => `update bulk_operations set status = 'running', finished_at = null where id = '${offId}'`,
  },
  ...[
    // A member without a result, with another one than at the end, and with one that names no change.
    ({ offId, members }: Scene) =>
      `update bulk_members set outcome = null where operation_id = '${offId}' and member_id = '${members[0]}'`,
    ({ offId, members }: Scene) =>
      `update bulk_members set outcome = 'unchanged' where operation_id = '${offId}' and member_id = '${members[0]}'`,
    ({ undoId, members }: Scene) =>
      `update bulk_members set cascade_id = null where operation_id = '${undoId}' and member_id = '${members[2]}'`,
    // A member too many, one that is lacking, and a count.
    ({ offId, stayer }: Scene) => `insert into bulk_members (tenant_id, operation_id, member_id, expected, outcome, at)
      select tenant_id, operation_id, '${stayer}', expected, 'unchanged', at from bulk_members where operation_id = '${offId}' limit 1`,
    ({ undoId, members }: Scene) =>
      `delete from bulk_members where operation_id = '${undoId}' and member_id = '${members[1]}'`,
    ({ offId }: Scene) => `update bulk_operations set changed = changed - 1 where id = '${offId}'`,
    // An act without its result, as if the two were not one transaction; an entry lacking, and one of another.
    ({
      undoId,
      stayer,
    }: Scene) => `insert into cascades (tenant_id, id, user_id, kind, status, generation, requested_at,
        sessions_ended, devices_total, finished_at, next_attempt_at, bulk_id)
      select tenant_id, gen_random_uuid(), '${stayer}', kind, status, 1, requested_at, 0, 0, finished_at, next_attempt_at, bulk_id
      from cascades where bulk_id = '${undoId}' limit 1`,
    ({ members }: Scene) =>
      `delete from audit_events where action = 'user.deactivated' and target_id = '${members[1]}'`,
    ({ offId, undoId }: Scene) =>
      `update audit_events set target_id = '${undoId}' where action = 'bulk.started' and target_id = '${offId}'`,
    ({ members }: Scene) => `update users set status = 'inactive' where id = '${members[0]}'`,
  ].map((of) => ({ promise: "every bulk operation carried through, each member once", of })),
  {
    promise: "every event sealed",
    of: ({ tenantId }) =>
      `insert into audit_unsealed (tenant_id, event_ids) select '${tenantId}', array[gen_random_uuid()]`,
  },
  {
    promise: "every chain whole",
    of: ({ laptop }) => `update audit_events set at = at - interval '1 hour' where target_id = '${laptop}'`,
  },
];

it.each(damages)("names what was broken: $promise", async ({ promise, of }) => {
  await using scene = await openScene();
  const broken = await scene.sql.unsafe(of(scene));
  expect(broken.count).toBeGreaterThan(0);
  expect(await scene.check()).toContainEqual(expect.stringMatching(`^${promise}:`));
});

it.each([
  { what: "lacking", change: (keys: string[]) => keys.slice(1) },
  { what: "too many", change: (keys: string[]) => [...keys, "a key that nobody knows"] },
])("names a gateway's peer that is $what", async ({ change }) => {
  await using scene = await openScene();
  const keys = async () => change(await scene.keys());
  expect(await scene.check({ keys })).toContainEqual(
    expect.stringMatching("^every peer set equal to the access view:"),
  );
});

const refusal = () =>
  Promise.reject(
    TRPCClientError.from({ error: { message: "No.", code: -32_003, data: { code: "FORBIDDEN", httpStatus: 403 } } }),
  );

it.each([
  { what: "accepts what nobody may", lawful: ["FORBIDDEN"], call: () => Promise.resolve() },
  { what: "refuses what is somebody's right", lawful: ["accepted"], call: refusal },
])("names an answer that $what", async ({ lawful, call }) => {
  await using scene = await openScene();
  await scene.operationLog.make({ what: "ask for it", lawful, call });
  expect(await scene.check()).toEqual([expect.stringMatching(/ask for it: .* is lawful$/)]);
});

it("does not count what was refused, and lets what was not answered be there or not", async () => {
  await using scene = await openScene();
  const { operationLog, leaver, stayer } = scene;
  const key = (id: string) => `user.deactivated ${id}`;
  const lawful = ["accepted", "FORBIDDEN"];
  await operationLog.make({ what: "ask", key: key(leaver), events: "one", lawful, call: refusal });
  const unanswered = () => Promise.reject(new Error("the line went dead"));
  await operationLog.make({ what: "ask", key: key(stayer), events: "one", lawful, call: unanswered });
  expect(await scene.check()).toEqual([]);
});
