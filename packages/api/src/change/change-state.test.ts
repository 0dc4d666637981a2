import { gatewayConfirmations } from "@portcullis/db/schema/gateways";
import { type ChangeState, changeStates } from "@portcullis/domain/change-state";
import { timestampNow } from "@portcullis/domain/timestamp";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { aReport } from "../testing/report.ts";

/** A person with a device that is switched off, and the change that did it, carried through. */
async function aLeaver(fixture: Fixture) {
  const user = await fixture.aUser();
  await fixture.aDevice(user.id);
  const { cascade } = await fixture.admin.call.user.deactivate({ id: user.id });
  await fixture.drainCascades();
  return { user, id: cascade?.id ?? "" };
}

/** As if each gateway had been heard last so many seconds ago. */
const lastHeard = (fixture: Fixture, secondsAgo: number) =>
  fixture.inScope((tx) =>
    tx.execute(sql`update gateways set last_report = now() - make_interval(secs => ${secondsAgo})`),
  );

/** The change as each place of the API tells it. */
async function statesSeen(fixture: Fixture, { user, id }: Awaited<ReturnType<typeof aLeaver>>) {
  const [got, listed, ofUser] = await Promise.all([
    fixture.admin.call.cascade.get({ id }),
    fixture.admin.call.cascade.list({ userId: user.id }),
    fixture.admin.call.user.get({ id: user.id }),
  ]);
  return [got, listed.items.find((item) => item.id === id), ofUser.cascade].map((seen) => seen && pick(seen));
}
const pick = (seen: { state: string; elapsedMs: number | null; gateways: readonly { state: string }[] }) => ({
  state: seen.state,
  elapsedMs: seen.elapsedMs,
  gateways: seen.gateways.map(({ state }) => state),
});

describe("a change that a silent gateway has not confirmed", () => {
  it.each([
    { policy: "keep", gateway: "keeps_everybody" },
    { policy: "fail_closed", gateway: "should_have_closed" },
  ] as const)("is unconfirmed everywhere when its time is over, set to $policy", async ({ policy, gateway }) => {
    await using fixture = await openFixture();
    await fixture.aGateway();
    await fixture.admin.call.tenant.update({ gatewayUnreachable: policy, gatewayGrace: 60 });
    const leaver = await aLeaver(fixture);
    await lastHeard(fixture, 3600);
    const seen = { state: "unconfirmed", elapsedMs: null, gateways: [gateway] };
    expect(await statesSeen(fixture, leaver)).toEqual([seen, seen, seen]);
  });

  it("is done once the gateway confirms, and took one time everywhere", async () => {
    await using fixture = await openFixture();
    const agent = await fixture.aGateway();
    const leaver = await aLeaver(fixture);
    await agent.call.agent.report(aReport({ confirmed: [leaver.id] }));
    const [seen, ...others] = await statesSeen(fixture, leaver);
    expect(seen).toEqual({ state: "done", elapsedMs: expect.any(Number) as number, gateways: ["confirmed"] });
    expect(others).toEqual([seen, seen]);
    const { requestedAt, gateways } = await fixture.admin.call.cascade.get({ id: leaver.id });
    expect(seen?.elapsedMs).toBe(Date.parse(gateways[0]?.confirmedAt ?? "") - Date.parse(requestedAt));
  });

  it("is not done by the removal of the gateway", async () => {
    await using fixture = await openFixture();
    const { id } = await fixture.aGateway();
    const leaver = await aLeaver(fixture);
    await fixture.owner.call.gateway.remove({ id });
    const seen = { state: "unconfirmed", elapsedMs: null, gateways: ["removed"] };
    expect(await statesSeen(fixture, leaver)).toEqual([seen, seen, seen]);
  });

  it("is superseded by a reactivation, which nobody has to confirm", async () => {
    await using fixture = await openFixture();
    await fixture.aGateway();
    const leaver = await aLeaver(fixture);
    const { cascade } = await fixture.admin.call.user.reactivate({ id: leaver.user.id });
    await fixture.drainCascades();
    expect(await fixture.admin.call.cascade.get({ id: leaver.id })).toMatchObject({ state: "superseded" });
    expect(await fixture.admin.call.cascade.get({ id: cascade?.id ?? "" })).toMatchObject({
      state: "done",
      gateways: [],
    });
  });
});

it("lists under each state exactly the changes that are in it", async () => {
  await using fixture = await openFixture();
  const early = await aLeaver(fixture);
  const agent = await fixture.aGateway();
  const [confirmed, open, settled, overtaken] = [
    await aLeaver(fixture),
    await aLeaver(fixture),
    await aLeaver(fixture),
    await aLeaver(fixture),
  ];
  await agent.call.agent.report(aReport({ confirmed: [confirmed.id] }));
  await fixture.inScope((tx) =>
    tx
      .update(gatewayConfirmations)
      .set({ settledAt: timestampNow(), settledBy: fixture.owner.id, settledReason: "Host is off" })
      .where(sql`change_id = ${settled.id}`),
  );
  await fixture.admin.call.user.reactivate({ id: overtaken.user.id });
  const running = (await fixture.admin.call.user.deactivate({ id: (await fixture.aUser()).id })).cascade?.id;
  const all = (await fixture.admin.call.cascade.list({})).items;
  const idsIn = (state: ChangeState) => all.filter((item) => item.state === state).map((item) => item.id);
  for (const state of changeStates) {
    const { items } = await fixture.admin.call.cascade.list({ state: [state] });
    expect(items.map(({ id }) => id)).toEqual(idsIn(state));
  }
  expect(idsIn("done").toSorted()).toEqual([early.id, confirmed.id].toSorted());
  expect(idsIn("unconfirmed")).toEqual([open.id]);
  expect(idsIn("settled")).toEqual([settled.id]);
  expect(idsIn("superseded")).toEqual([overtaken.id]);
  expect(idsIn("running")).toContain(running);
});
