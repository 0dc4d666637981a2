import postgres from "postgres";
import { type Fixture, openFixture } from "./fixture.ts";
import type { TestTenant } from "./tenant.ts";

/** Two tenants with a row in every table, and raw SQL as the application role: what somebody could do who has the pool and no scruples. */
export interface TwoTenants extends AsyncDisposable {
  readonly fixture: Fixture;
  readonly other: TestTenant;
  /** A connection of the owner of the schema, who sees everything. */
  readonly owner: postgres.Sql;
  /** A connection of the application role. */
  readonly app: postgres.Sql;
  /** Every table and view of the product, without the one that is out of reach. */
  readonly relations: readonly string[];
  /** Runs statements as the application in one transaction, in a tenant's scope or in none, and rolls back. */
  asApp<T>(tenantId: string | undefined, work: (tx: postgres.TransactionSql) => Promise<T>): Promise<T>;
}

export async function twoTenants(): Promise<TwoTenants> {
  await using building = new AsyncDisposableStack();
  const fixture = building.use(await openFixture());
  const other = await fixture.aTenant();
  for (const tenant of [fixture, other]) await fill(fixture, tenant);
  await fixture.sealAuditLogs();
  const connect = (url: string) =>
    building.adopt(postgres(url, { max: 1, onnotice: () => {} }), (client) => client.end({ timeout: 1 }));
  const app = connect(fixture.url);
  const owner = connect(fixture.ownerUrl);
  for (const { tenantId, owner: person } of [fixture, other]) {
    await owner`insert into audit_checkpoints values (${tenantId}, 1, 'x', 0, now(), now())`;
    // Waits for the next seal.
    await person.call.tenant.updatePosture({ maxAgeMinutes: 61 });
  }
  const found = await owner<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')
      and relname <> 'sign_in_throttle' order by relname`;
  const stack = building.move();
  return {
    fixture,
    other,
    owner,
    app,
    relations: found.map((row) => row.name),
    asApp: (tenantId, work) => asApp(app, tenantId, work),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** Leaves a row in every table. */
async function fill(fixture: Fixture, tenant: TestTenant): Promise<void> {
  const { call } = tenant.owner;
  const user = await tenant.aUser({ role: "SUPPORT" });
  const group = await tenant.aGroup({ memberIds: [user.id] });
  const device = await tenant.aDevice(user.id, { network: "100.64.0.9/32" });
  await tenant.aDevice(tenant.owner.id);
  await call.user.update({ id: user.id, firstName: "Grace" });
  await tenant.inScope(async (tx) => {
    await tx.execute("update devices set last_connection = now()");
    const [role] = await tx.execute<{ id: string }>("select id from roles limit 1");
    const of = { tenant: tenant.tenantId, user: user.id, device: device.id, group: group.id, role: role?.id };
    await tx.execute(`insert into group_roles values ('${of.tenant}', '${of.group}', '${of.role}')`);
    await tx.execute(`insert into user_search_prefixes values ('${of.tenant}', '${of.user}', 'x')`);
    await tx.execute(`insert into device_search_prefixes values ('${of.tenant}', '${of.device}', 'x')`);
    await tx.execute(`insert into credentials values ('${of.tenant}', '${of.user}', 'x')`);
    const soon = "now() + interval '1 hour'";
    await tx.execute(`insert into totp_factors values ('${of.tenant}', '${of.user}', 'x', now())`);
    await tx.execute(`insert into recovery_codes values ('${of.tenant}', '${of.user}', 'x')`);
    await tx.execute(
      `insert into passkeys values ('${of.tenant}', '${of.user}', '${of.user}', 'key', 'x', 'x', 0, '{}', now())`,
    );
    await tx.execute(`insert into used_challenges values ('${of.tenant}', '${of.user}', 'x', ${soon})`);
    await tx.execute(`insert into profile_images values ('${of.tenant}', '${of.user}', '${of.user}', 'x', now())`);
    await tx.execute(`insert into device_posture values ('${of.tenant}', '${of.device}', now(), '{}')`);
    await tx.execute(`insert into device_tokens values ('${of.tenant}', '${of.device}', 'x', now())`);
    await tx.execute(`insert into bulk_operations (tenant_id, id, verb, action, status, started_at, requested_by, requested_at, expires_at, total, losing, next_attempt_at)
      values ('${of.tenant}', '${of.user}', 'user.deactivate', '{}', 'running', now(), '${of.user}', now(), ${soon}, 1, 0, now())`);
    await tx.execute(`insert into bulk_members (tenant_id, operation_id, member_id, expected)
      values ('${of.tenant}', '${of.user}', '${of.user}', 'changed')`);
    await tx.execute(`insert into posture_rules values ('${of.tenant}', 'linux', '{"firewall": true}')`);
  });
  const gateway = await tenant.aGateway();
  await tenant.inScope((tx) =>
    tx.execute(`insert into device_presence values
      ('${tenant.tenantId}', '${device.id}', '${gateway.id}', null, now(), 0, 0, 0, 0, now(), 0, 0)`),
  );
  await tenant.inScope((tx) =>
    tx.execute(`insert into device_connections values
      ('${tenant.tenantId}', '${device.id}', '${gateway.id}', now(), now(), null, 0, 0)`),
  );
  await tenant.inScope((tx) =>
    tx.execute(`insert into audit_refusals values
      ('${tenant.tenantId}', '${user.id}', 'owner_protected', now(), '${user.id}', 1, '{user.update}')`),
  );
  await call.user.deactivate({ id: user.id });
  await fixture.drainCascades();
  // What a deactivation ends.
  await tenant.inScope(async (tx) => {
    const soon = "now() + interval '1 hour'";
    const of = `'${tenant.tenantId}', '${user.id}'`;
    await tx.execute(`insert into invitations values (${of}, 'x', '${user.id}', now(), ${soon})`);
    await tx.execute(`insert into invitation_runs values ('${tenant.tenantId}', '${user.id}', now(), 1, 1)`);
    await tx.execute(`insert into queued_invitations values (${of}, '${user.id}', ${soon})`);
    await tx.execute(`insert into password_resets values (${of}, 'x', null, now(), ${soon})`);
    await tx.execute(
      `insert into ownership_offers values ('${tenant.tenantId}', '${tenant.owner.id}', '${user.id}', now(), ${soon})`,
    );
  });
}

/** @throws what `work` throws */
async function asApp<T>(
  app: postgres.Sql,
  tenantId: string | undefined,
  work: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  const rollback = new Error("rolled back");
  let done: { readonly result: T } | undefined;
  await app
    .begin(async (tx) => {
      if (tenantId !== undefined) await tx`select set_config('app.tenant_id', ${tenantId}, true)`;
      done = { result: await work(tx) };
      throw rollback;
    })
    .catch((error: unknown) => {
      if (error !== rollback) throw error;
    });
  if (!done) throw new Error("The transaction ran nothing.");
  return done.result;
}
