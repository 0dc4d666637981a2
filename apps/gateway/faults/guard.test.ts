import { readFile, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { PeersEvent } from "@portcullis/domain/gateway";
import { expect, it } from "vitest";
import { routeProtocol } from "../src/wireguard/read-routes.ts";
import { testProgram } from "./testing/program.ts";
import { gatewayAddress, openTestBed } from "./testing/test-bed.ts";

const script = join(import.meta.dirname, "../deploy/portcullis-gateway-guard.sh");
const failClosedAfter = 8;
const routed = "192.168.77.0/24";

/** The built agent, killed once it has brought one peer onto the interface, and what its timer would run then. */
async function killedAgent(policy: number | null) {
  await using opened = new AsyncDisposableStack();
  const testBed = opened.use(await openTestBed());
  const program = opened.use(await testProgram(testBed));
  const { peer, ping } = await testBed.client();
  const full: PeersEvent = {
    kind: "full",
    address: `${gatewayAddress}/10`,
    peers: [{ ...peer, allowedIps: [...peer.allowedIps, routed] }],
    toConfirm: [],
    failClosedAfter: policy,
  };
  program.server.say(full);
  const agent = program.start();
  const pinger = opened.use(await ping());
  await pinger.passesAfter(0);
  const { folder, interfaceName, gateway } = testBed.network;
  const isRouted = async () =>
    (await testBed.ip("-json", "route", "show", "dev", interfaceName, "proto", routeProtocol)).includes(`"${routed}"`);
  await expect.poll(isRouted).toBe(true);
  await testBed.ip("route", "add", "10.51.0.0/16", "dev", interfaceName);
  const lastHeard = join(folder, "last-heard");
  await expect.poll(() => readFile(lastHeard, "utf8")).toBe(policy === null ? "" : String(policy * 1_000));
  agent.signal("SIGKILL");
  expect(await agent.ended).toBe("SIGKILL");
  const environment = [`GATEWAY_INTERFACE=${interfaceName}`, `GATEWAY_STATE=${folder}`, "GUARD_RECHECK_SECONDS=1"];
  const stack = opened.move();
  return {
    testBed,
    program,
    pinger,
    key: peer.publicKey,
    isRouted,
    lastHeard,
    guard: () => gateway.run("env", [...environment, "sh", script]),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

it("takes everybody off whom a killed agent left there, once its console has been silent for too long", async () => {
  await using killed = await killedAgent(failClosedAfter);
  await killed.guard();
  expect(await killed.testBed.keys()).toEqual([killed.key]);
  expect(await killed.isRouted()).toBe(true);

  const { mtimeMs } = await stat(killed.lastHeard);
  await sleep(mtimeMs + (failClosedAfter + 2) * 1_000 - Date.now());
  expect(await killed.testBed.keys()).toEqual([killed.key]);
  await killed.guard();
  expect(await killed.testBed.keys()).toEqual([]);
  const closed = Date.now();
  expect(await killed.isRouted()).toBe(false);
  expect(await killed.testBed.ip("route", "show", "dev", killed.testBed.network.interfaceName)).toContain(
    "10.51.0.0/16",
  );
  await sleep(500);
  expect(killed.pinger.passedSince(closed)).toBe(0);

  // The console gives it back by way of the next agent, and the guard leaves that alone.
  killed.program.start();
  await expect.poll(() => killed.testBed.keys()).toEqual([killed.key]);
  await killed.guard();
  expect(await killed.testBed.keys()).toEqual([killed.key]);
});

it("keeps everybody where the tenant says so, however long the console is silent", async () => {
  await using killed = await killedAgent(null);
  const yesterday = new Date(Date.now() - 86_400_000);
  await utimes(killed.lastHeard, yesterday, yesterday);
  await killed.guard();
  expect(await killed.testBed.keys()).toEqual([killed.key]);
});

it("takes everybody off five minutes after the console refused the token of an agent that was killed since", async () => {
  await using killed = await killedAgent(null);
  killed.program.server.replaceToken("another");
  const next = killed.program.start();
  await expect.poll(() => readFile(killed.lastHeard, "utf8")).toBe("300000");
  const { mtimeMs } = await stat(killed.lastHeard);
  next.signal("SIGKILL");
  await next.ended;
  expect(Date.now() - mtimeMs).toBeLessThan(60_000);
  await killed.guard();
  expect(await killed.testBed.keys()).toEqual([killed.key]);
  const before = new Date(mtimeMs - 300_000);
  await utimes(killed.lastHeard, before, before);
  await killed.guard();
  expect(await killed.testBed.keys()).toEqual([]);
});
