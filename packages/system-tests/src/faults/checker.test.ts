import { openFixture } from "@portcullis/api/testing/fixture";
import { TRPCClientError } from "@trpc/client";
import postgres from "postgres";
import { expect, it } from "vitest";
import { superuserUrl } from "../testing/superuser-url.ts";
import { check } from "./check/checker.ts";
import { takeBefore } from "./check/record.ts";
import { findFalseReceipts } from "./check/watch-receipts.ts";
import { openOperationLog } from "./traffic/operation-log.ts";
import { aPerson } from "./traffic/person.ts";

/** A tenant in which something of everything was done and carried through, and the checker before it. */
async function openScene() {
  await using opened = new AsyncDisposableStack();
  const fixture = opened.use(await openFixture());
  const sql = opened.adopt(postgres(superuserUrl(fixture.ownerUrl), { max: 1, onnotice: () => {} }), (client) =>
    client.end(),
  );
  const { call } = fixture.admin;
  const [leaver, stayer, gone] = [
    await fixture.aUserWithDevices(),
    await fixture.aUserWithDevices(),
    await fixture.aUserWithDevices(),
  ];
  const users = [leaver, stayer, gone].map(({ user }) => user.id);
  const before = await takeBefore(sql, users);
  const operationLog = openOperationLog();
  const make = (what: string, of: string, act: () => Promise<unknown>) =>
    operationLog.make({ what, key: `${what} ${of}`, events: "one", lawful: ["accepted"], call: act });
  await make("user.updated", stayer.user.id, () => call.user.update({ id: stayer.user.id, firstName: "Grace" }));
  await make("device.deactivated", stayer.phone.id, () => call.device.deactivate({ id: stayer.phone.id }));
  await make("device.renamed", stayer.laptop.id, () => call.device.rename({ id: stayer.laptop.id, name: "desk" }));
  await make("user.deactivated", leaver.user.id, () => call.user.deactivate({ id: leaver.user.id, reason: "left" }));
  await make("user.deactivated", gone.user.id, () => call.user.deactivate({ id: gone.user.id }));
  await fixture.drainCascades();
  await make("user.deleted", gone.user.id, () => call.user.delete({ id: gone.user.id }));
  await fixture.drainCascades();
  await fixture.sealAuditLogs();
  const known = (user: { id: string; email: string }, more: Partial<Parameters<typeof aPerson>[0]>) =>
    aPerson({ id: user.id, email: user.email, password: "", status: "active", ...more });
  const people = [
    known(leaver.user, { status: "inactive" }),
    known(gone.user, { status: "deleted" }),
    known(stayer.user, {
      firstNames: ["Grace"],
      devices: [
        { id: stayer.phone.id, names: ["phone"], isOffByHand: true },
        { id: stayer.laptop.id, names: ["desk"], isOffByHand: false },
      ],
    }),
  ];
  const [tenant] = await sql<{ slug: string }[]>`select slug from tenants where id = ${fixture.tenantId}`;
  const keys = async () => {
    const rows = await sql<
      { key: string }[]
    >`select public_key as key from access where tenant_id = ${fixture.tenantId}`;
    return rows.map(({ key }) => key);
  };
  const gateway = { slug: tenant?.slug ?? "", keys };
  await sql`set session_replication_role = replica`;
  const owned = opened.move();
  return {
    leaver: leaver.user.id,
    gone: gone.user.id,
    stayer: stayer.user.id,
    phone: stayer.phone.id,
    laptop: stayer.laptop.id,
    tenantId: fixture.tenantId,
    operationLog,
    sql,
    /** What the checker says, with something in another place where given. */
    check: (more: { keys?: () => Promise<readonly string[]> } = {}) =>
      check(
        {
          sql,
          ownerUrl: fixture.ownerUrl,
          gateway: { ...gateway, ...more },
          operationLog,
          before,
          people,
          retry: async () => {},
        },
        0,
      ),
    keys,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
type Scene = Awaited<ReturnType<typeof openScene>>;

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
