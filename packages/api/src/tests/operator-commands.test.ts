import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { listPeers } from "@portcullis/services/tenant/list-peers";
import { readAcknowledgements } from "@portcullis/services/tenant/read-acknowledgements";
import { recoverOwner } from "@portcullis/services/tenant/recover-owner";
import { resumeTenant } from "@portcullis/services/tenant/resume-tenant";
import { suspendTenant } from "@portcullis/services/tenant/suspend-tenant";
import { describe, expect, it } from "vitest";
import { invite } from "../testing/invite.ts";
import { enter, givePassword, newPassword, oldPassword } from "../testing/passwords.ts";
import { nextChange, openStream } from "../testing/peer-stream.ts";
import { refusalOf } from "../testing/refusal.ts";
import { aReport } from "../testing/report.ts";
import { testWorld } from "../testing/world.ts";

/** A world, and the operator's hand on its database. */
async function withOperator() {
  await using building = new AsyncDisposableStack();
  const world = building.use(await testWorld());
  const db = openDatabase(world.ownerUrl, { applicationName: "test operator", max: 2 });
  building.defer(() => closeDatabase(db));
  const stack = building.move();
  const ctx = (tenantId = world.tenantId) => ({ db, principal: { kind: "operator", tenantId } }) as const;
  return { world, ctx, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

const ended = { reason: "session_ended" };

describe("suspending a tenant", () => {
  it("ends every session, lets nobody sign in, and has every gateway drop its peers and confirm it", async () => {
    await using made = await withOperator();
    const { world, ctx } = made;
    const { user } = await world.aUserWithDevices();
    await givePassword(world, user.id);
    const gateway = await world.aGateway();
    const silent = await world.aGateway();
    const { stream, full } = await openStream(gateway);
    expect(full.peers).toHaveLength(2);

    expect(await suspendTenant(ctx(), { reason: "unpaid" })).toEqual({ suspended: true, sessions: 2 });

    for (const { call } of [world.owner, world.admin]) expect(await refusalOf(call.account.me())).toMatchObject(ended);
    expect(await enter({ db: world.db, tenant: world }, user.email, oldPassword)).toBeUndefined();
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
    const other = await made.world.aTenant();
    await suspendTenant(made.ctx(), {});
    expect(await suspendTenant(made.ctx(), {})).toEqual({ suspended: false, sessions: 0 });
    expect(await other.owner.call.account.me()).toMatchObject({ id: other.owner.id });
  });

  it("is undone as it was but for the sessions, and stands in the trail with its reason", async () => {
    await using made = await withOperator();
    const { world, ctx } = made;
    await world.aUserWithDevices();
    const gateway = await world.aGateway();
    await suspendTenant(ctx(), { reason: "unpaid" });
    const during = await world.signIn(world.admin.id);
    expect(await refusalOf(during.call.account.me())).toMatchObject(ended);

    expect(await resumeTenant(ctx())).toEqual({ resumed: true });
    expect(await resumeTenant(ctx())).toEqual({ resumed: false });

    expect(await refusalOf(world.owner.call.account.me())).toMatchObject(ended);
    expect(await refusalOf(during.call.account.me())).toMatchObject(ended);
    expect(await listPeers(ctx())).toHaveLength(2);
    const { full } = await openStream(gateway);
    expect(full).toMatchObject({ toConfirm: [] });
    expect(full.peers).toHaveLength(2);
    const { call } = await world.signIn(world.owner.id);
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
    const { world, ctx } = made;
    const { id, email } = await world.owner.call.account.me();
    await givePassword(world, id);
    await world.aPasskey(id);
    await invite(world);
    await world.owner.call.tenant.offerOwnership({ userId: world.admin.id });
    const at = { db: world.db, tenant: world };

    expect(await recoverOwner(ctx(), { password: newPassword })).toEqual({ email, sessions: 1, suspended: false });

    expect(await refusalOf(world.owner.call.account.me())).toMatchObject(ended);
    expect(await world.admin.call.account.me()).toMatchObject({ id: world.admin.id });
    expect(await refusalOf(world.admin.call.tenant.acceptOwnership({}))).toMatchObject({ reason: "offer_void" });
    expect(await enter(at, email, oldPassword)).toBeUndefined();
    expect(await enter(at, email, newPassword)).toMatchObject({ userId: id });
    const { items } = await world.admin.call.audit.list({ action: ["user.access_recovered"] });
    expect(items).toMatchObject([{ actor: { kind: "operator" }, target: { id }, subject: { id } }]);
    const { attention } = await world.admin.call.overview.get();
    expect(attention.recoveredOwner).toMatchObject({
      total: { count: 1 },
      items: [{ user: { id }, at: items[0]?.at }],
    });
  });

  it("refuses a password that is guessed first, and changes nothing then", async () => {
    await using made = await withOperator();
    const { world, ctx } = made;
    for (const password of ["short", "password123456789"]) {
      await expect(recoverOwner(ctx(), { password })).rejects.toMatchObject({ reason: "password_refused" });
    }
    expect(await world.owner.call.account.me()).toMatchObject({ id: world.owner.id });
  });
});
