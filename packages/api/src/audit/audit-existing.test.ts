import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { migrate } from "@portcullis/db/migrate";
import { tenantId } from "@portcullis/domain/ids";
import { expect, it } from "vitest";
import { createInternalCaller } from "../internal-router.ts";
import { olderDatabase } from "../testing/older-database.ts";
import { verifyAuditLog } from "./verify-audit-log.ts";

it("queues an audit log that is older than its chain, and seals it from the beginning", async () => {
  await using database = await olderDatabase("audit_chain");
  await using stack = new AsyncDisposableStack();
  const { owner } = database;
  const id = crypto.randomUUID();
  await owner.$client`insert into tenants (id, slug, name) values (${id}, 'northwind', 'Northwind')`;
  await owner.$client`
    insert into audit_events (tenant_id, id, at, action, actor_kind, target_kind, details_hash)
    select ${id}, gen_random_uuid(), now() - make_interval(days => n), 'user.updated', 'operator', 'user', case when n > 2297 then sha256('') end
    from generate_series(1, 2300) n`;
  await owner.$client`
    insert into audit_details select tenant_id, id, null, '', '{"reason": "a"}' from audit_events order by at limit 3`;
  await owner.$client`insert into audit_origins (tenant_id, event_id, address) select tenant_id, id, '192.0.2.1' from audit_events order by at limit 2`;
  await migrate(database);

  const app = openDatabase(database.applicationUrl, { applicationName: "portcullis-test", max: 2 });
  stack.defer(() => closeDatabase(app));
  const worker = createInternalCaller({ db: app, principal: { kind: "worker" } });
  expect(await worker.audit.due({ limit: 10 })).toEqual([id]);
  for (const events of [1000, 1000, 300]) {
    expect(await worker.audit.seal({ tenantId: id })).toMatchObject({ outcome: "sealed", events });
  }
  expect(await worker.audit.seal({ tenantId: id })).toEqual({ outcome: "idle" });
  const [oldest] = await owner.$client`select from audit_seals s join audit_events e on e.id = s.event_ids[1]
    where s.number = 1 and e.at = (select min(at) from audit_events)`;
  expect(oldest).toBeDefined();
  const principal = { kind: "operator", tenantId: tenantId(id) } as const;
  // What an older version wrote of details and origins proves nothing; their events are sealed like any other.
  expect(await verifyAuditLog({ db: owner, principal })).toMatchObject({ sound: { events: 2300, seals: 3 } });
});
