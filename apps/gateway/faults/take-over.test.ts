import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { gatewayAddress, listenPort, openTestBed } from "./testing/test-bed.ts";

/** An interface that has run for years without an agent, and an empty state folder for the one that comes. */
async function runningInterface() {
  const testBed = await openTestBed();
  const { interfaceName: name, folder } = testBed.network;
  await testBed.ip("address", "add", "10.99.0.1/24", "dev", name);
  const stateFolder = join(folder, "new-state");
  await mkdir(stateFolder, { mode: 0o700 });
  const interfaceState = async () => ({
    key: (await testBed.wg("show", name, "private-key")).trim(),
    port: (await testBed.wg("show", name, "listen-port")).trim(),
    addresses: [...(await testBed.ip("address", "show", "dev", name)).matchAll(/inet ([\d./]+)/g)].map(
      ([, one]) => one,
    ),
    peers: await testBed.keys(),
  });
  return { testBed, name, stateFolder, keyFile: join(stateFolder, "private.key"), interfaceState };
}

it("keeps the key of an interface that runs, and changes nothing before the console has spoken", async () => {
  const { testBed, stateFolder, keyFile, interfaceState } = await runningInterface();
  await using _ = testBed;
  const { peer, ping } = await testBed.client();
  await testBed.wg("set", testBed.network.interfaceName, "peer", peer.publicKey, "allowed-ips", peer.allowedIps.join());
  await testBed.ip("address", "add", `${gatewayAddress}/10`, "dev", testBed.network.interfaceName);
  await using pinger = await ping();
  await pinger.passesAfter(0);
  const before = await interfaceState();

  await testBed.agent(testBed.stub.console, 60_000, { stateFolder, listenPort: listenPort + 1 });
  await expect.poll(() => testBed.stub.reports.length).toBeGreaterThan(0);
  expect(await interfaceState()).toEqual(before);
  expect((await readFile(keyFile, "utf8")).trim()).toBe(before.key);
  expect((await stat(keyFile)).mode & 0o777).toBe(0o600);

  testBed.full([peer]);
  await expect
    .poll(interfaceState)
    .toEqual({ ...before, port: String(listenPort + 1), addresses: [`${gatewayAddress}/10`], peers: [peer.publicKey] });
});

it("keeps the port of an interface that runs where none is asked for", async () => {
  const { testBed, name, stateFolder, interfaceState } = await runningInterface();
  await using _ = testBed;
  await testBed.wg("set", name, "listen-port", "40001");
  await testBed.agent(testBed.stub.console, 60_000, { stateFolder, listenPort: undefined });
  testBed.full([]);
  await expect.poll(async () => (await interfaceState()).addresses).toEqual([`${gatewayAddress}/10`]);
  expect(await interfaceState()).toMatchObject({ port: "40001" });
});

it("ends with what to do where interface and state folder have different keys, and changes neither", async () => {
  const { testBed, stateFolder, keyFile, interfaceState } = await runningInterface();
  await using _ = testBed;
  const other = await testBed.wg("genkey");
  await writeFile(keyFile, other, { mode: 0o600 });
  const before = await interfaceState();
  await expect(testBed.agent(testBed.stub.console, 60_000, { stateFolder })).rejects.toThrow(
    /has the public key .+move that file away.+wg set .+ private-key/,
  );
  expect(await interfaceState()).toEqual(before);
  expect(await readFile(keyFile, "utf8")).toBe(other);
});
