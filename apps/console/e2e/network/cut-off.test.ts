import { expect, it } from "vitest";
import { openOffice } from "./testing/office.ts";

const rounds = 20;
/** The promise: from the reply to the last packet that passed, in milliseconds. */
const cutOffMs = 1_000;

it("cuts a deactivated user off within a second of the reply, and lets them in again without touching the client", async () => {
  await using office = await openOffice();
  const { owner } = office;
  const gateway = await office.gateway("Frankfurt");
  const member = await office.signIn("member@acme.test");
  const me = await member.account.me.query();
  const laptop = await gateway.enrol(member, "laptop");
  const phone = await gateway.enrol(member, "phone");
  await using byLaptop = await laptop.ping();
  await using byPhone = await phone.ping();
  await Promise.all([byLaptop.passesAfter(0), byPhone.passesAfter(0)]);

  const cutOff: number[] = [];
  const back: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { cascade } = await owner.user.deactivate.mutate({ id: me.id });
    const repliedAt = Date.now();
    const receipt = () => owner.cascade.get.query({ id: cascade?.id ?? "" });
    await expect
      .poll(receipt, { timeout: 20_000 })
      .toMatchObject({ state: "done", gatewaysConfirmed: 1, gatewaysTotal: 1 });
    // Long enough for a packet on its way to come, were one still let through.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const confirmedAt = Date.now() - 300;
    expect(byLaptop.passedSince(confirmedAt) + byPhone.passedSince(confirmedAt)).toBe(0);
    cutOff.push(Math.max(byLaptop.last(), byPhone.last()) - repliedAt);
    const reactivatedAt = Date.now();
    await owner.user.reactivate.mutate({ id: me.id });
    const again = await Promise.all([byLaptop.passesAfter(reactivatedAt), byPhone.passesAfter(reactivatedAt)]);
    back.push(Math.max(...again) - reactivatedAt);
  }
  console.info(
    `cut-off over ${rounds} rounds, from the reply to the last packet: ${spread(cutOff)}; back: ${spread(back)}`,
  );
  expect(Math.max(...cutOff)).toBeLessThan(cutOffMs);

  // By hand stays by hand.
  await owner.device.deactivate.mutate({ id: phone.id });
  await owner.user.deactivate.mutate({ id: me.id });
  await expect.poll(gateway.keys, { timeout: 20_000 }).not.toContain(laptop.publicKey);
  await owner.user.reactivate.mutate({ id: me.id });
  await byLaptop.passesAfter(Date.now());
  expect(await gateway.keys()).not.toContain(phone.publicKey);
  const before = Date.now();
  await byLaptop.passesAfter(before + 500);
  expect(byPhone.passedSince(before)).toBe(0);

  // Presence comes of reports.
  await expect
    .poll(() => owner.device.get.query({ id: laptop.id }), { timeout: 60_000 })
    .toMatchObject({ status: "online" });

  await owner.user.delete.mutate({ id: me.id });
  await expect.poll(gateway.keys, { timeout: 20_000 }).not.toContain(laptop.publicKey);
});

it("cuts off with no worker at all", async () => {
  await using office = await openOffice();
  const gateway = await office.gateway("Frankfurt");
  const member = await office.signIn("member@acme.test");
  const me = await member.account.me.query();
  const laptop = await gateway.enrol(member, "laptop");
  await using pinger = await laptop.ping();
  await pinger.passesAfter(0);
  office.product.worker.signal("SIGSTOP");
  const { cascade } = await office.owner.user.deactivate.mutate({ id: me.id });
  const repliedAt = Date.now();
  await expect
    .poll(() => office.owner.cascade.get.query({ id: cascade?.id ?? "" }), { timeout: 20_000 })
    .toMatchObject({ status: "running", devicesDone: 0, gatewaysConfirmed: 1 });
  await new Promise((resolve) => setTimeout(resolve, 500));
  console.info(`cut-off without a worker: ${pinger.last() - repliedAt} ms`);
  expect(pinger.last() - repliedAt).toBeLessThan(cutOffMs);
  expect(await gateway.keys()).not.toContain(laptop.publicKey);
});

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  return `p50 ${sorted[Math.floor(sorted.length / 2)]} ms, worst ${sorted.at(-1)} ms`;
}
