import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PeersEvent } from "@portcullis/domain/gateway";
import { pino } from "pino";
import { expect, it } from "vitest";
import { startAgent } from "./agent.ts";
import { connectConsole } from "./connect-console.ts";
import { agentServer } from "./testing/agent-server.ts";
import type { WireGuard } from "./wireguard/wireguard.ts";

const full: PeersEvent = {
  kind: "full",
  address: "100.64.0.1/10",
  peers: [],
  toConfirm: [],
  failClosedAfter: null,
};

/** An agent on an interface that a test can break, and a console that says nothing of peers before it is told to. */
async function running() {
  const stateFolder = await mkdtemp(join(tmpdir(), "portcullis-agent-"));
  const server = await agentServer({ token: "right" });
  let failure: Error | undefined;
  const state = { publicKey: "own", listenPort: 51_820, peers: [] };
  const wireGuard: WireGuard = {
    open: async () => {},
    read: async () => state,
    applyPeers: () => (failure ? Promise.reject(failure) : Promise.resolve(state)),
    setAddress: async () => {},
    setRoutes: async () => new Map(),
  };
  const agent = await startAgent({
    console: connectConsole(server.url(), async () => "right"),
    wireGuard,
    version: "test",
    log: pino({ level: "silent" }),
    stateFolder,
    refusedPatienceMs: 60_000,
  });
  return {
    server,
    agent,
    fail(error?: Error) {
      failure = error;
    },
    async [Symbol.asyncDispose]() {
      await agent.stop();
      await server[Symbol.asyncDispose]();
      await rm(stateFolder, { recursive: true });
    },
  };
}

it("is connected once it hears the console, and its peers are known with the first whole list", async () => {
  await using fixture = await running();
  await expect.poll(() => fixture.agent.isConnected()).toBe(true);
  expect([fixture.agent.checks.interface(), fixture.agent.checks.peers()]).toEqual([true, false]);
  fixture.server.say(full);
  await expect.poll(() => fixture.agent.checks.peers()).toBe(true);
});

it("says that it is cut off, and does not forget what it was told", async () => {
  await using fixture = await running();
  fixture.server.say(full);
  await expect.poll(() => fixture.agent.checks.peers()).toBe(true);
  fixture.server.replaceToken("another");
  fixture.server.cut();
  await expect.poll(() => fixture.agent.isConnected()).toBe(false);
  expect([fixture.agent.checks.interface(), fixture.agent.checks.peers()]).toEqual([true, true]);
});

it("says that its interface is not well until it is", async () => {
  await using fixture = await running();
  await expect.poll(() => fixture.agent.isConnected()).toBe(true);
  fixture.fail(new Error("`wg` is gone."));
  fixture.server.say(full);
  await expect.poll(() => fixture.agent.checks.interface()).toBe(false);
  fixture.fail();
  await expect.poll(() => fixture.agent.checks.interface()).toBe(true);
});
