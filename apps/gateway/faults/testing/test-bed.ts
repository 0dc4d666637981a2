import type { Peer } from "@portcullis/domain/gateway";
import { keyPair } from "@portcullis/testing/network/client";
import { openNetwork } from "@portcullis/testing/network/network";
import { startEcho } from "@portcullis/testing/network/programs";
import { pino } from "pino";
import { startAgent } from "../../src/agent.ts";
import type { Console } from "../../src/console.ts";
import type { InterfaceOptions } from "../../src/wireguard/open-interface.ts";
import type { RunTool } from "../../src/wireguard/run-tool.ts";
import { wireGuard } from "../../src/wireguard/wireguard.ts";
import { fakeConsole } from "./fake-console.ts";

/** The gateway's own, and what clients send to. */
export const gatewayAddress = "100.64.0.1";
export const listenPort = 51_820;

/** `await using site = await testSite()`: a gateway on a network of its own, its agent in this process, and a console that obeys. */
export async function openTestBed() {
  await using opened = new AsyncDisposableStack();
  const network = opened.use(await openNetwork());
  const { gateway, interfaceName: name, folder: stateFolder } = network;
  const run: RunTool = (command, args, input) => gateway.run(command, args, input);
  const options = { run, name, listenPort, stateFolder };
  // As an administrator who watches: what it reads is what `wg` says.
  const interfaceOf = wireGuard(options);
  await interfaceOf.open();
  const stub = opened.use(fakeConsole());
  const echo = await startEcho(gateway);
  const agents = opened.use(new AsyncDisposableStack());
  const warnings: string[] = [];
  const log = pino({ level: "warn" }, { write: (line: string) => void warnings.push(line) });
  let clients = 0;

  /** Starts an agent that knows nothing of those before it but what they left on the host. */
  async function agent(
    console: Console = stub.console,
    refusedPatienceMs = 60_000,
    more: Partial<InterfaceOptions> = {},
  ) {
    const own = wireGuard({ ...options, ...more });
    const started = await startAgent({
      console,
      wireGuard: own,
      version: "test",
      log,
      stateFolder: more.stateFolder ?? stateFolder,
      refusedPatienceMs,
    });
    agents.defer(started.stop);
    return started;
  }

  /** Another host with WireGuard, and the peer that it would be; it reaches the tunnel's range, and `more` through it. */
  async function client(...more: string[]) {
    const { privateKey, publicKey } = await keyPair(gateway);
    const address = `100.64.0.${++clients + 1}/32`;
    const config = `[Interface]
PrivateKey = ${privateKey}
Address = ${address}

[Peer]
PublicKey = ${(await interfaceOf.read()).publicKey}
Endpoint = ${network.gatewayAddress}:${listenPort}
AllowedIPs = ${["100.64.0.0/10", ...more].join(", ")}
PersistentKeepalive = 25
`;
    const host = await network.client(config);
    const peer: Peer = { publicKey, allowedIps: [address] };
    return { peer, host, ping: () => host.ping(gatewayAddress, echo) };
  }

  const owned = opened.move();
  return {
    network,
    stub,
    agent,
    client,
    /** The whole list, as the console says it first. */
    full: (peers: Peer[], more: { toConfirm?: string[]; failClosedAfter?: number } = {}) =>
      stub.say({
        kind: "full",
        address: `${gatewayAddress}/10`,
        peers,
        toConfirm: more.toConfirm ?? [],
        failClosedAfter: more.failClosedAfter ?? null,
      }),
    /** What the agents warned of, as JSON lines. */
    warnings,
    peers: async () => (await interfaceOf.read()).peers,
    keys: async () => (await interfaceOf.read()).peers.map(({ publicKey }) => publicKey).toSorted(),
    wg: (...args: string[]) => run("wg", args),
    ip: (...args: string[]) => run("ip", args),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
export type TestBed = Awaited<ReturnType<typeof openTestBed>>;
