import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { describe, expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { invite } from "../testing/invite.ts";
import { enter, givePassword, newPassword, oldPassword } from "../testing/passwords.ts";
import { nextChange, openStream } from "../testing/peer-stream.ts";
import { refusalOf } from "../testing/refusal.ts";
import { aReport } from "../testing/report.ts";
import { listPeers, readAcknowledgements } from "./operator.ts";
import { recoverOwner } from "./recover-owner.ts";
import { resumeTenant, suspendTenant } from "./suspend-tenant.ts";

/** A fixture, and the operator's hand on its database. */
async function withOperator() {
  await using building = new AsyncDisposableStack();
  const fixture = building.use(await openFixture());
  const db = openDatabase(fixture.ownerUrl, { applicationName: "test operator", max: 2 });
  building.defer(() => closeDatabase(db));
  const stack = building.move();
  const ctx = (tenantId = fixture.tenantId) => ({ db, principal: { kind: "operator", tenantId } }) as const;
  return { fixture, ctx, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

const ended = { reason: "session_ended" };

describe("suspending a tenant", () => {
  it("ends every session, lets nobody sign in, and has every gateway drop its peers and confirm it", async () => {
    await using made = await withOperator();
    const { fixture, ctx } = made;
    const { user } = await fixture.aUserWithDevices();
    await givePassword(fixture, user.id);
    const gateway = await fixture.aGateway();
    const silent = await fixture.aGateway();
    const { stream, full } = await openStream(gateway);
    expect(full.peers).toHaveLength(2);

    expect(await suspendTenant(ctx(), { reason: "unpaid" })).toEqual({ suspended: true, sessions: 2 });

    for (const { call } of [fixture.owner, fixture.admin])
      expect(await refusalOf(call.account.me())).toMatchObject(ended);
    expect(await enter({ db: fixture.db, tenant: fixture }, user.email, oldPassword)).toBeUndefined();
    const change = await nextChange(stream);
    expect(change.remove).toHaveLength(2);
    expect(change.toConfirm).toHaveLength(1);
    expect((await readAcknowledgements(ctx())).map(({ confirmedAt }) => confirmedAt)).toEqual([null, null]);
    await gateway.call.agent.report(aReport({ confirmed: change.toConfirm }));
    const answers = await readAcknowledgements(ctx());
    expect(answers.filter(({ confirmedAt }) => confirmedAt)).toHaveLength(1);
    // Who was away is asked when it comes back.
    expect((await openStream(silent)).full).toMatchObject({ peers: [], toConfirm: change.toConfirm });
    await stream.return(undefined);
  });

  it("asked twice does nothing more, and touches no other tenant", async () => {
    await using made = await withOperator();
    const other = await made.fixture.aTenant();
    await suspendTenant(made.ctx(), {});
    expect(await suspendTenant(made.ctx(), {})).toEqual({ suspended: false, sessions: 0 });
    expect(await other.owner.call.account.me()).toMatchObject({ id: other.owner.id });
  });

  it("is undone as it was but for the sessions, and stands in the audit log with its reason", async () => {
    await using made = await withOperator();
    const { fixture, ctx } = made;
    await fixture.aUserWithDevices();
    const gateway = await fixture.aGateway();
    await suspendTenant(ctx(), { reason: "unpaid" });
    const during = await fixture.signIn(fixture.admin.id);
    expect(await refusalOf(during.call.account.me())).toMatchObject(ended);

    expect(await resumeTenant(ctx())).toEqual({ resumed: true });
    expect(await resumeTenant(ctx())).toEqual({ resumed: false });

    expect(await refusalOf(fixture.owner.call.account.me())).toMatchObject(ended);
    expect(await refusalOf(during.call.account.me())).toMatchObject(ended);
    expect(await listPeers(ctx())).toHaveLength(2);
    const { full } = await openStream(gateway);
    expect(full).toMatchObject({ toConfirm: [] });
    expect(full.peers).toHaveLength(2);
    const { call } = await fixture.signIn(fixture.owner.id);
    const { items } = await call.audit.list({ action: ["tenant.suspended", "tenant.resumed"] });
    expect(items).toMatchObject([
      { action: "tenant.resumed", actor: { kind: "operator" } },
      {
        action: "tenant.suspended",
        actor: { kind: "operator" },
        details: { after: { sessions: 2 }, reason: "unpaid" },
      },
    ]);
  });
});

describe("recovering the owner's access", () => {
  it("sets a password, removes the second factors, ends what was open, and is shown to the tenant", async () => {
    await using made = await withOperator();
    const { fixture, ctx } = made;
    const { id, email } = await fixture.owner.call.account.me();
    await givePassword(fixture, id);
    await fixture.aPasskey(id);
    await invite(fixture);
    await fixture.owner.call.tenant.offerOwnership({ userId: fixture.admin.id });
    const at = { db: fixture.db, tenant: fixture };

    expect(await recoverOwner(ctx(), { password: newPassword })).toEqual({ email, sessions: 1, suspended: false });

    expect(await refusalOf(fixture.owner.call.account.me())).toMatchObject(ended);
    expect(await fixture.admin.call.account.me()).toMatchObject({ id: fixture.admin.id });
    expect(await refusalOf(fixture.admin.call.tenant.acceptOwnership({}))).toMatchObject({ reason: "offer_void" });
    expect(await enter(at, email, oldPassword)).toBeUndefined();
    expect(await enter(at, email, newPassword)).toMatchObject({ userId: id });
    const { items } = await fixture.admin.call.audit.list({ action: ["user.access_recovered"] });
    expect(items).toMatchObject([{ actor: { kind: "operator" }, target: { id }, subject: { id } }]);
    const { attention } = await fixture.admin.call.overview.get();
    expect(attention.recoveredOwner).toMatchObject({
      total: { count: 1 },
      items: [{ user: { id }, at: items[0]?.at }],
    });
  });

  it("refuses a password that is guessed first, and changes nothing then", async () => {
    await using made = await withOperator();
    const { fixture, ctx } = made;
    for (const password of ["short", "password123456789"]) {
      await expect(recoverOwner(ctx(), { password })).rejects.toMatchObject({ reason: "password_refused" });
    }
    expect(await fixture.owner.call.account.me()).toMatchObject({ id: fixture.owner.id });
  });
});
