import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { forward, openLan } from "@portcullis/testing/network/lan";
import { startEcho } from "@portcullis/testing/network/programs";
import { expect, it } from "vitest";
import { openOffice } from "./testing/office.ts";

const patient = { timeout: 30_000 };
const network = "192.168.77.0/24";

it("lets a device reach the network behind another for as long as that one's user has access", async () => {
  await using office = await openOffice();
  const { owner, product } = office;
  const gateway = await office.gateway("Frankfurt");
  await forward(gateway.host);
  await gateway.host.run("ip", ["route", "add", "10.51.0.0/16", "dev", gateway.interfaceName]);
  const routes = async () =>
    (await gateway.host.run("ip", ["-4", "route", "show"])).split("\n").filter((line) => !line.includes("linkdown"));
  const [support, member] = [await office.signIn("support@acme.test"), await office.signIn("member@acme.test")];
  const me = await member.account.me.query();
  const router = await gateway.enrol(member, "router");
  await using lan = await openLan(router.client.namespace);
  const laptop = await gateway.enrol(support, "laptop", undefined, [network]);
  await expect.poll(gateway.keys, patient).toContain(laptop.publicKey);
  const before = await routes();
  // As an import of a network that was there before would leave it.
  const db = openDatabase(product.database.superuserUrl, { applicationName: "test import", max: 1 });
  await db.$client`insert into device_addresses (tenant_id, network, device_id, routed)
    select tenant_id, ${network}, id, true from devices where id = ${router.id}`;
  await closeDatabase(db);

  await using pinger = await laptop.client.ping(lan.address, await startEcho(lan.host));
  await owner.user.deactivate.mutate({ id: me.id });
  await owner.user.reactivate.mutate({ id: me.id });
  await pinger.passesAfter(0);
  expect(await routes()).toContainEqual(expect.stringContaining(`${network} dev ${gateway.interfaceName} proto`));

  const { cascade } = await owner.user.deactivate.mutate({ id: me.id });
  await expect
    .poll(() => owner.cascade.get.query({ id: cascade?.id ?? "" }), patient)
    .toMatchObject({ gatewaysConfirmed: 1 });
  const confirmed = Date.now();
  await expect.poll(routes).toEqual(before);
  await using others = await laptop.ping();
  await others.passesAfter(confirmed + 500);
  expect(pinger.passedSince(confirmed)).toBe(0);
});
