import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { assertDatabaseAdopted } from "@portcullis/db/database-fingerprint";
import type { TenantId } from "@portcullis/domain/ids";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { createInternalCaller } from "../internal-router.ts";
import { openFixture } from "../testing/fixture.ts";
import { acceptance, invite } from "../testing/invite.ts";
import { nextChange, openStream } from "../testing/peer-stream.ts";
import { refusalOf } from "../testing/refusal.ts";
import { aReport } from "../testing/report.ts";
import { twoTenants } from "../testing/two-tenants.ts";
import { assertNobodyRuns, listPeers } from "./operator.ts";
import { adoptDatabase, pauseRestored, releaseByOperator } from "./pause-restored.ts";

/** A fixture, and the operator's hand on its database. */
async function fixtureAndOperator() {
  await using building = new AsyncDisposableStack();
  const fixture = building.use(await openFixture());
  const db = openDatabase(fixture.ownerUrl, { applicationName: "test operator", max: 2 });
  building.defer(() => closeDatabase(db));
  const stack = building.move();
  const ctx = (tenantId: TenantId = fixture.tenantId) => ({ db, principal: { kind: "operator", tenantId } }) as const;
  return {
    fixture,
    db,
    ctx,
    /** What pg_restore leaves: rows that remember another database. */
    comeFromElsewhere: () => db.execute(sql`update tenants set home = 'elsewhere'`),
    peers: async () => (await listPeers(ctx())).length,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

describe("a database that was restored", () => {
  it("lets no device in, and no product start, before anybody has said so", async () => {
    await using restored = await fixtureAndOperator();
    const { fixture } = restored;
    await fixture.aUserWithDevices();
    expect(await restored.peers()).toBe(2);
    await expect(assertDatabaseAdopted(fixture.ownerUrl)).resolves.toBeUndefined();
    await restored.comeFromElsewhere();
    expect(await restored.peers()).toBe(0);
    await expect(assertDatabaseAdopted(fixture.ownerUrl)).rejects.toThrow("Run db:restored first");
  });

  it("that was only moved is at home again as it was, once that is said", async () => {
    await using moved = await fixtureAndOperator();
    const { fixture } = moved;
    await fixture.aUserWithDevices();
    await moved.comeFromElsewhere();
    expect(await adoptDatabase(moved.db)).toBe(1);
    expect(await adoptDatabase(moved.db)).toBe(0);
    expect(await moved.peers()).toBe(2);
    expect(await fixture.owner.call.account.me()).toMatchObject({ held: null });
  });

  it("is told of while nothing runs on it", async () => {
    await using restored = await fixtureAndOperator();
    await expect(assertNobodyRuns(restored.db)).rejects.toMatchObject({ reason: "busy" });
    await restored.fixture.listener.close();
    await closeDatabase(restored.fixture.db);
    await expect(assertNobodyRuns(restored.db)).resolves.toBeUndefined();
  });
});

describe("holding a tenant after a restore", () => {
  it("parks what was under way in bulk, until somebody approves it in the tenant that was resumed", async () => {
    await using restored = await fixtureAndOperator();
    const { fixture } = restored;
    const { id } = await fixture.aUser();
    const { bulk } = fixture.admin.call;
    const preview = () =>
      bulk
        .preview({ action: { verb: "user.deactivate" }, of: { by: "ids", ids: [id] } })
        .then((made) => made.operation.id);
    const [running, waiting, forgotten] = [await preview(), await preview(), await preview()];
    await bulk.start({ id: running });
    await bulk.start({ id: waiting, ask: true });
    await restored.comeFromElsewhere();
    const worker = createInternalCaller({ db: fixture.db, principal: { kind: "worker" } }).bulk;
    expect(await worker.due({ limit: 10 })).toEqual([]);

    expect(await pauseRestored(restored.ctx())).toMatchObject({ bulkOperations: 2 });
    const owner = await fixture.signIn(fixture.owner.id);
    const { items } = await owner.call.bulk.list({});
    expect(items.map((each) => [each.id, each.status])).toEqual([
      [waiting, "waiting"],
      [running, "waiting"],
    ]);
    expect(await refusalOf(owner.call.bulk.get({ id: forgotten }))).toMatchObject({ reason: "not_found" });
    expect(await worker.advance({ tenantId: fixture.tenantId, operationId: running })).toEqual({ outcome: "idle" });
    await owner.call.bulk.approve({ id: running, typed: 1 });
    expect(await worker.due({ limit: 10 })).toEqual([]);

    await owner.call.tenant.release({});
    expect(await worker.due({ limit: 10 })).toMatchObject([{ operationId: running }]);
    await worker.advance({ tenantId: fixture.tenantId, operationId: running });
    expect((await owner.call.user.get({ id })).status).toBe("inactive");
    expect(await owner.call.bulk.decline({ id: waiting })).toMatchObject({ status: "declined" });
  });

  it("ends every session, link and token, and takes every device off the gateways", async () => {
    await using restored = await fixtureAndOperator();
    const { fixture } = restored;
    const { laptop } = await fixture.aUserWithDevices();
    const [gateway, reporter] = [await fixture.aGateway(), await fixture.aReporter(laptop.id)];
    const { token } = await invite(fixture);
    await restored.comeFromElsewhere();

    const held = await pauseRestored(restored.ctx());

    expect(held).toMatchObject({ sessions: 2, links: 1, gatewayTokens: 1, postureTokens: 1 });
    for (const { call } of [fixture.owner, fixture.admin]) {
      expect(await refusalOf(call.account.me())).toMatchObject({ reason: "session_ended" });
    }
    expect(await refusalOf(gateway.call.agent.report(aReport()))).toMatchObject({ reason: "token_refused" });
    expect(await refusalOf(reporter.call.device.reportPosture({ checks: {}, osVersion: null }))).toMatchObject({
      reason: "token_refused",
    });
    expect(await refusalOf(fixture.owner.call.invitation.accept(acceptance(token)))).toMatchObject({
      reason: "invitation_void",
    });
    expect(await restored.peers()).toBe(0);
    await expect(assertDatabaseAdopted(fixture.ownerUrl)).resolves.toBeUndefined();
    const owner = await fixture.signIn(fixture.owner.id);
    expect(await owner.call.device.get({ id: laptop.id })).toMatchObject({ denials: ["tenant_held"] });
  });

  it("leaves nothing behind that lets somebody in but what only its holder can give again", async () => {
    await using testBed = await twoTenants();
    const db = openDatabase(testBed.fixture.ownerUrl, { applicationName: "test operator", max: 2 });
    await using _ = { [Symbol.asyncDispose]: () => closeDatabase(db) };
    const secrets = async () => {
      const columns = await testBed.owner<{ at: string; table: string; column: string }[]>`
        select table_name || '.' || column_name as at, table_name as table, column_name as column
        from information_schema.columns join pg_class on relname = table_name and relkind = 'r'
        where table_schema = 'public' and column_name ~ '(token|password|secret|credential|code).*(hash|id|secret|key)|sealed_secret' order by 1`;
      const values = new Map<string, string[]>();
      for (const { at, table, column } of columns) {
        const rows = await testBed.owner`select ${testBed.owner(column)}::text as value from ${testBed.owner(table)}
          where tenant_id = ${testBed.fixture.tenantId}`;
        values.set(
          at,
          rows.map((row) => String(row["value"])),
        );
      }
      return values;
    };
    const before = await secrets();
    for (const [at, values] of before) expect([at, values.length]).not.toEqual([at, 0]);

    await pauseRestored({ db, principal: { kind: "operator", tenantId: testBed.fixture.tenantId } });

    const after = await secrets();
    const kept = [...before].filter(([at, values]) => after.get(at)?.some((value) => values.includes(value)));
    expect(kept.map(([at]) => at)).toEqual([
      "credentials.password_hash",
      "passkeys.credential_id",
      "totp_factors.sealed_secret",
    ]);
  });

  it("is told in the audit log, once, and to the owner, with how old the backup is", async () => {
    await using restored = await fixtureAndOperator();
    const { fixture } = restored;
    await fixture.owner.call.tenant.update({ maxDevices: 9 });
    const [newest] = (await fixture.owner.call.audit.list({})).items;
    const held = await pauseRestored(restored.ctx());
    expect(held?.newestEntry).toEqual(newest?.at);
    expect(await pauseRestored(restored.ctx())).toBeUndefined();

    const { call } = await fixture.signIn(fixture.owner.id);
    const entries = await call.audit.list({ action: ["tenant.held"] });
    expect(entries.items).toMatchObject([{ actor: { kind: "operator" }, details: { after: { sessions: 2 } } }]);
    expect(await call.account.me()).toMatchObject({
      held: { since: expect.any(String) as string, newestEntry: newest?.at },
    });
  });

  it("holds no tenant but the one that is named", async () => {
    await using restored = await fixtureAndOperator();
    const other = await restored.fixture.aTenant();
    await pauseRestored(restored.ctx());
    expect(await other.owner.call.account.me()).toMatchObject({ held: null });
  });

  it("begins anew where a backup of a held tenant is restored, or one that was released is told of again", async () => {
    await using restored = await fixtureAndOperator();
    const { fixture } = restored;
    await pauseRestored(restored.ctx());
    await fixture.signIn(fixture.admin.id);
    await restored.comeFromElsewhere();
    expect(await pauseRestored(restored.ctx())).toMatchObject({ sessions: 1 });
    await releaseByOperator(restored.ctx());
    expect(await pauseRestored(restored.ctx())).toMatchObject({ sessions: 0 });
  });
});

describe("releasing a held tenant", () => {
  it("lets its devices in again at once, as far as the data say, and is told in the audit log", async () => {
    await using restored = await fixtureAndOperator();
    const { fixture } = restored;
    const { user, laptop } = await fixture.aUserWithDevices();
    await pauseRestored(restored.ctx());
    const owner = await fixture.signIn(fixture.owner.id);
    await owner.call.device.deactivate({ id: laptop.id });
    const { stream, full } = await openStream(await fixture.aGateway());
    expect(full.peers).toEqual([]);

    expect(await owner.call.tenant.release({})).toEqual({ released: true });

    expect((await nextChange(stream)).set).toMatchObject([{ allowedIps: expect.any(Array) as string[] }]);
    expect(await restored.peers()).toBe(1);
    expect(await owner.call.account.me()).toMatchObject({ held: null });
    expect((await owner.call.audit.list({ action: ["tenant.released"] })).items).toMatchObject([
      { actor: { kind: "user", id: owner.id } },
    ]);
    expect((await owner.call.user.get({ id: user.id })).devices).toHaveLength(2);
    await stream.return(undefined);
  });

  it("asked twice, or where nothing is held, changes nothing and leaves no trace", async () => {
    await using restored = await fixtureAndOperator();
    const { call } = restored.fixture.owner;
    expect(await call.tenant.release({})).toEqual({ released: false });
    expect(await releaseByOperator(restored.ctx())).toEqual({ released: false });
    expect((await call.audit.list({ action: ["tenant.released"] })).items).toEqual([]);
  });

  it("is the owner's, or the operator's, and of no other tenant", async () => {
    await using restored = await fixtureAndOperator();
    const { fixture } = restored;
    const other = await fixture.aTenant();
    await pauseRestored(restored.ctx());
    const admin = await fixture.signIn(fixture.admin.id);
    expect(await refusalOf(admin.call.tenant.release({}))).toMatchObject({
      code: "FORBIDDEN",
      reason: "permission_missing",
    });
    expect(await other.owner.call.tenant.release({})).toEqual({ released: false });
    expect(await admin.call.account.me()).toMatchObject({ held: { since: expect.any(String) as string } });
    expect(await releaseByOperator(restored.ctx())).toEqual({ released: true });
    expect((await admin.call.audit.list({ action: ["tenant.released"] })).items).toMatchObject([
      { actor: { kind: "operator" } },
    ]);
  });
});
