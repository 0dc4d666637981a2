import { readFile } from "node:fs/promises";
import { apiOf } from "@portcullis/system-tests/network/api";
import { expect, it } from "vitest";
import { childrenOf, place, runScript } from "./launcher.ts";

const patient = { timeout: 60_000, interval: 250 };

it("plays a gateway to the demo: devices come online, changes are confirmed, and it can fall silent", async () => {
  await using here = await place();
  const launcher = here.launch();
  await launcher.says("demo:silence");
  const api = await apiOf(`http://localhost:${here.port}`, {
    tenant: "acme",
    email: "admin@acme.test",
    password: "portcullis-demo",
  });
  const gateway = async () => (await api.gateway.list.query({})).items[0];
  await expect.poll(gateway, patient).toMatchObject({
    name: "frankfurt-1 (simulated)",
    version: expect.stringMatching(/^\d.* \(simulated\)$/),
    status: "reporting",
    peers: expect.any(Number),
  });
  const { items: past } = await api.cascade.list.query({});
  const old = past.find(({ kind }) => kind === "deactivate");
  if (!old) throw new Error("The demo has no receipts.");
  expect((await api.cascade.get.query({ id: old.id })).gateways).toMatchObject([{ name: "frankfurt-1 (simulated)" }]);

  const online = async () => (await api.overview.get.query()).devices?.online.count ?? 0;
  await expect.poll(online, patient).toBeGreaterThan(500);
  const farm = (await api.user.list.query({ search: "build-farm" })).items[0];
  if (!farm) throw new Error("The demo has no build farm.");
  const farmOnline = async () =>
    (await api.device.list.query({ userId: farm.id, status: ["online"], limit: 1 })).items.length;
  await expect.poll(farmOnline, patient).toBe(1);
  // The demo data brings last connections of its own: what goes on at this instant only a gateway can have reported.
  const connected = async () => {
    const { items } = await api.device.list.query({ userId: farm.id, status: ["online"], limit: 20 });
    const devices = await Promise.all(items.map(({ id }) => api.device.get.query({ id })));
    return devices.flatMap(({ connection }) => connection?.gateway.name ?? []);
  };
  await expect.poll(connected, patient).toContain("frankfurt-1 (simulated)");

  const change = async (act: "deactivate" | "reactivate") => {
    await api.user[act].mutate({ id: farm.id });
    const [receipt] = (await api.cascade.list.query({ userId: farm.id })).items;
    if (receipt?.kind !== act) throw new Error(`Nothing was done to ${act} it.`);
    const { id } = receipt;
    return async () => (await api.cascade.get.query({ id })).gateways[0]?.confirmedAt ?? null;
  };
  await expect.poll(await change("deactivate"), patient).toEqual(expect.any(String));
  await change("reactivate");
  await expect.poll(farmOnline, patient).toBe(1);

  expect(await runScript(here, "demo-gateway", {}, "silence")).toMatchObject({ code: 0 });
  const log = `${here.dataFolder}/logs/simulated-gateway.log`;
  await expect.poll(() => readFile(log, "utf8"), patient).toContain("silent until");
  const confirmed = await change("deactivate");
  const devicesOff = async () => (await api.cascade.list.query({ userId: farm.id })).items[0]?.devicesDone;
  await expect.poll(devicesOff, patient).toBe(1_200);
  expect(await confirmed()).toBe(null);
  expect(await runScript(here, "demo-gateway", {}, "resume")).toMatchObject({ code: 0 });
  await expect.poll(confirmed, patient).toEqual(expect.any(String));
  await expect.poll(gateway, patient).toMatchObject({ status: "reporting" });

  launcher.signal("SIGTERM");
  expect(await launcher.ended).toBe(0);
  const without = here.launch({ PORTCULLIS_DEMO_GATEWAY: "off" });
  await without.says("owner@globex.test");
  const commands = (await childrenOf(without.pid)).map(({ command }) => command).join("\n");
  expect(commands).not.toContain("simulated");
  without.signal("SIGTERM");
  expect(await without.ended).toBe(0);
});
