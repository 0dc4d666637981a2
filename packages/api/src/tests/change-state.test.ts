import { gatewayConfirmations } from "@portcullis/db/schema/gateways";
import { type ChangeState, changeStates } from "@portcullis/domain/change-state";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { aReport } from "../testing/report.ts";
import { testWorld, type World } from "../testing/world.ts";

/** A person with a device that is switched off, and the change that did it, carried through. */
async function aLeaver(world: World) {
  const user = await world.aUser();
  await world.aDevice(user.id);
  const { cascade } = await world.admin.call.user.deactivate({ id: user.id });
  await world.drainCascades();
  return { user, id: cascade?.id ?? "" };
}

/** As if each gateway had been heard last so many seconds ago. */
const lastHeard = (world: World, secondsAgo: number) =>
  world.inScope((tx) =>
    tx.execute(sql`update gateways set last_report = now() - make_interval(secs => ${secondsAgo})`),
  );

/** The change as each place of the API tells it. */
async function toldOf(world: World, { user, id }: Awaited<ReturnType<typeof aLeaver>>) {
  const [got, listed, ofUser] = await Promise.all([
    world.admin.call.cascade.get({ id }),
    world.admin.call.cascade.list({ userId: user.id }),
    world.admin.call.user.get({ id: user.id }),
  ]);
  return [got, listed.items.find((item) => item.id === id), ofUser.cascade].map((told) => told && pick(told));
}
const pick = (told: { state: string; elapsedMs: number | null; gateways: readonly { state: string }[] }) => ({
  state: told.state,
  elapsedMs: told.elapsedMs,
  gateways: told.gateways.map(({ state }) => state),
});

describe("a change that a silent gateway has not confirmed", () => {
  it.each([
    { policy: "keep", gateway: "keeps_everybody" },
    { policy: "fail_closed", gateway: "should_have_closed" },
  ] as const)("is unconfirmed everywhere when its time is over, set to $policy", async ({ policy, gateway }) => {
    await using world = await testWorld();
    await world.aGateway();
    await world.admin.call.tenant.update({ gatewayUnreachable: policy, gatewayGrace: 60 });
    const leaver = await aLeaver(world);
    await lastHeard(world, 3600);
    const told = { state: "unconfirmed", elapsedMs: null, gateways: [gateway] };
    expect(await toldOf(world, leaver)).toEqual([told, told, told]);
  });

  it("is done once the gateway confirms, and took one time everywhere", async () => {
    await using world = await testWorld();
    const agent = await world.aGateway();
    const leaver = await aLeaver(world);
    await agent.call.agent.report(aReport({ confirmed: [leaver.id] }));
    const [told, ...others] = await toldOf(world, leaver);
    expect(told).toEqual({ state: "done", elapsedMs: expect.any(Number) as number, gateways: ["confirmed"] });
    expect(others).toEqual([told, told]);
    const { requestedAt, gateways } = await world.admin.call.cascade.get({ id: leaver.id });
    expect(told?.elapsedMs).toBe((gateways[0]?.confirmedAt?.getTime() ?? 0) - requestedAt.getTime());
  });

  it("is not done by the removal of the gateway", async () => {
    await using world = await testWorld();
    const { id } = await world.aGateway();
    const leaver = await aLeaver(world);
    await world.owner.call.gateway.remove({ id });
    const told = { state: "unconfirmed", elapsedMs: null, gateways: ["removed"] };
    expect(await toldOf(world, leaver)).toEqual([told, told, told]);
  });

  it("is superseded by a reactivation, which nobody has to confirm", async () => {
    await using world = await testWorld();
    await world.aGateway();
    const leaver = await aLeaver(world);
    const { cascade } = await world.admin.call.user.reactivate({ id: leaver.user.id });
    await world.drainCascades();
    expect(await world.admin.call.cascade.get({ id: leaver.id })).toMatchObject({ state: "superseded" });
    expect(await world.admin.call.cascade.get({ id: cascade?.id ?? "" })).toMatchObject({
      state: "done",
      gateways: [],
    });
  });
});

it("lists under each state exactly the changes that are in it", async () => {
  await using world = await testWorld();
  const early = await aLeaver(world);
  const agent = await world.aGateway();
  const [confirmed, open, settled, overtaken] = [
    await aLeaver(world),
    await aLeaver(world),
    await aLeaver(world),
    await aLeaver(world),
  ];
  await agent.call.agent.report(aReport({ confirmed: [confirmed.id] }));
  await world.inScope((tx) =>
    tx
      .update(gatewayConfirmations)
      .set({ settledAt: new Date(), settledBy: world.owner.id, settledReason: "Host is off" })
      .where(sql`change_id = ${settled.id}`),
  );
  await world.admin.call.user.reactivate({ id: overtaken.user.id });
  const running = (await world.admin.call.user.deactivate({ id: (await world.aUser()).id })).cascade?.id;
  const all = (await world.admin.call.cascade.list({})).items;
  const idsIn = (state: ChangeState) => all.filter((item) => item.state === state).map((item) => item.id);
  for (const state of changeStates) {
    const { items } = await world.admin.call.cascade.list({ state: [state] });
    expect(items.map(({ id }) => id)).toEqual(idsIn(state));
  }
  expect(idsIn("done").toSorted()).toEqual([early.id, confirmed.id].toSorted());
  expect(idsIn("unconfirmed")).toEqual([open.id]);
  expect(idsIn("settled")).toEqual([settled.id]);
  expect(idsIn("superseded")).toEqual([overtaken.id]);
  expect(idsIn("running")).toContain(running);
});
