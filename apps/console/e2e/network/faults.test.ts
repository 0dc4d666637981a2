import { expect, it } from "vitest";
import { openOffice } from "./testing/office.ts";

const patient = { timeout: 30_000 };
/** A minute without the console. */
const consoleDownMs = 60_000;

it("two gateways, one that cannot be reached: the receipt says who has confirmed, and the other catches up", async () => {
  await using office = await openOffice();
  const { owner } = office;
  const [near, far] = [await office.gateway("Near"), await office.gateway("Far")];
  const member = await office.signIn("member@acme.test");
  const me = await member.account.me.query();
  const laptop = await near.enrol(member, "laptop");
  await using pinger = await laptop.ping();
  await pinger.passesAfter(0);
  await expect.poll(far.keys, patient).toContain(laptop.publicKey);

  // The line is open and dead: neither side is told.
  far.line.freeze();
  const { cascade } = await owner.user.deactivate.mutate({ id: me.id });
  const receipt = () => owner.cascade.get.query({ id: cascade?.id ?? "" });
  const word = (id: string, confirmedAt: unknown) => expect.objectContaining({ id, confirmedAt }) as object;
  await expect
    .poll(receipt, patient)
    .toMatchObject({ status: "done", state: "unconfirmed", gatewaysConfirmed: 1, gatewaysTotal: 2 });
  expect((await receipt()).gateways).toEqual([word(far.id, null), word(near.id, expect.any(String))]);
  expect(await near.keys()).not.toContain(laptop.publicKey);
  expect(await far.keys()).toContain(laptop.publicKey);

  far.line.goOn();
  await expect.poll(receipt, patient).toMatchObject({ state: "done", gatewaysConfirmed: 2 });
  expect(await far.keys()).not.toContain(laptop.publicKey);
});

it("kill -9 of an agent during a change, and a console that is down for a minute: each ends with exactly who has access", async () => {
  await using office = await openOffice();
  const { owner } = office;
  const gateway = await office.gateway("Frankfurt");
  const member = await office.signIn("member@acme.test");
  const support = await office.signIn("support@acme.test");
  const [leaver, stayer] = [await member.account.me.query(), await support.account.me.query()];
  const laptop = await gateway.enrol(member, "laptop");
  const desk = await gateway.enrol(support, "desk");
  await using leaving = await laptop.ping();
  await using staying = await desk.ping();
  await Promise.all([leaving.passesAfter(0), staying.passesAfter(0)]);

  await gateway.crash();
  const off = (await owner.user.deactivate.mutate({ id: leaver.id })).cascade?.id ?? "";
  // Nobody is there to cut it off, and the receipt says so.
  await leaving.passesAfter(Date.now() + 500);
  expect(await owner.cascade.get.query({ id: off })).toMatchObject({ gatewaysConfirmed: 0, gatewaysTotal: 1 });
  gateway.restart();
  await expect.poll(() => owner.cascade.get.query({ id: off }), patient).toMatchObject({ gatewaysConfirmed: 1 });
  const confirmed = Date.now();
  await staying.passesAfter(confirmed + 500);
  expect(leaving.passedSince(confirmed)).toBe(0);

  await office.product.restartConsole(async () => {
    await staying.passesAfter(Date.now() + consoleDownMs);
  });
  const { cascade } = await owner.user.deactivate.mutate({ id: stayer.id });
  await owner.user.reactivate.mutate({ id: leaver.id });
  await leaving.passesAfter(Date.now());
  await expect
    .poll(() => owner.cascade.get.query({ id: cascade?.id ?? "" }), patient)
    .toMatchObject({ gatewaysConfirmed: 1 });
  expect(await gateway.keys()).toContain(laptop.publicKey);
  expect(await gateway.keys()).not.toContain(desk.publicKey);

  // By hand: the same word, for one device.
  await owner.device.deactivate.mutate({ id: laptop.id });
  await expect
    .poll(() => owner.device.cutOff.query({ id: laptop.id }), patient)
    .toMatchObject({ cascadeId: null, gateways: [{ id: gateway.id, confirmedAt: expect.any(String) as string }] });
  const word = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(leaving.passedSince(word)).toBe(0);
});
