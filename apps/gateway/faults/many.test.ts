import { randomBytes, randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { testSite } from "./testing/site.ts";

it("brings 3,000 peers, cuts one off among them, and takes all of them away", async () => {
  await using site = await testSite();
  const { told } = site;
  const { peer, ping } = await site.client();
  const crowd = Array.from({ length: 3_000 }, (_, number) => ({
    publicKey: randomBytes(32).toString("base64"),
    allowedIps: [`100.65.${number >> 8}.${number & 255}/32`],
  }));
  await site.agent();
  const confirmed = async (cascadeId: string, say: () => void) => {
    const said = Date.now();
    say();
    await expect
      .poll(() => told.reports.some(({ report }) => report.confirmed.includes(cascadeId)), {
        timeout: 60_000,
        interval: 5,
      })
      .toBe(true);
    return Date.now() - said;
  };
  const [brought, cut, emptied] = [randomUUID(), randomUUID(), randomUUID()];
  const bringing = await confirmed(brought, () => site.full([...crowd, peer], { toConfirm: [brought] }));
  expect(await site.keys()).toHaveLength(3_001);
  await using pinger = await ping();
  await pinger.passesAfter(0);
  const cutting = await confirmed(cut, () =>
    told.say({ kind: "change", set: [], remove: [peer.publicKey], toConfirm: [cut] }),
  );
  expect(await site.keys()).toHaveLength(3_000);
  const emptying = await confirmed(emptied, () => site.full([], { toConfirm: [emptied] }));
  expect(await site.keys()).toEqual([]);
  console.info(`3,001 brought in ${bringing} ms, one cut off in ${cutting} ms, 3,000 taken away in ${emptying} ms`);
});
