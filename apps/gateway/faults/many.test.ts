import { randomBytes, randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { openTestBed } from "./testing/test-bed.ts";

it("brings 3,000 peers, cuts one off among them, and takes all of them away", async () => {
  await using testBed = await openTestBed();
  const { stub } = testBed;
  const { peer, ping } = await testBed.client();
  const crowd = Array.from({ length: 3_000 }, (_, number) => ({
    publicKey: randomBytes(32).toString("base64"),
    allowedIps: [`100.65.${number >> 8}.${number & 255}/32`],
  }));
  await testBed.agent();
  const confirmed = async (cascadeId: string, say: () => void) => {
    const said = Date.now();
    say();
    await expect
      .poll(() => stub.reports.some(({ report }) => report.confirmed.includes(cascadeId)), {
        timeout: 60_000,
        interval: 5,
      })
      .toBe(true);
    return Date.now() - said;
  };
  const [brought, cut, emptied] = [randomUUID(), randomUUID(), randomUUID()];
  const bringing = await confirmed(brought, () => testBed.full([...crowd, peer], { toConfirm: [brought] }));
  expect(await testBed.keys()).toHaveLength(3_001);
  await using pinger = await ping();
  await pinger.passesAfter(0);
  const cutting = await confirmed(cut, () =>
    stub.say({ kind: "change", set: [], remove: [peer.publicKey], toConfirm: [cut] }),
  );
  expect(await testBed.keys()).toHaveLength(3_000);
  const emptying = await confirmed(emptied, () => testBed.full([], { toConfirm: [emptied] }));
  expect(await testBed.keys()).toEqual([]);
  console.info(`3,001 brought in ${bringing} ms, one cut off in ${cutting} ms, 3,000 taken away in ${emptying} ms`);
});
