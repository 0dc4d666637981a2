import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { environment } from "@portcullis/testing/env";
import { keyPair } from "@portcullis/testing/network/client";
import { openNetwork } from "@portcullis/testing/network/network";
import { startEcho, startRelay } from "@portcullis/testing/network/programs";
import { socketToPort } from "@portcullis/testing/network/socket-to-port";
import type { Api } from "./api.ts";

const agent = join(import.meta.dirname, "../../../../apps/gateway/dist/gateway.js");
const listenPort = 51_820;
/** The first of the demo tenant's range. */
const tunnelAddress = "100.64.0.1";

/**
 * A gateway on a network of its own, made in the console at this address, whose agent has reported.
 * @param owner somebody who may add gateways
 * @param env what the agent is given besides
 * @param policy what it does without the console, where that is not the tenant's setting
 */
export async function openGatewayTestBed(
  url: string,
  owner: Api,
  name: string,
  env: Readonly<Record<string, string>> = {},
  policy?: Parameters<Api["gateway"]["create"]["mutate"]>[0]["policy"],
) {
  await using opened = new AsyncDisposableStack();
  const network = opened.use(await openNetwork());
  const { gateway: host, folder, interfaceName } = network;
  const made = await owner.gateway.create.mutate({
    name,
    endpoint: `${network.gatewayAddress}:${listenPort}`,
    ...(policy && { policy }),
  });
  const path = join(folder, "console.sock");
  opened.use(await socketToPort(path, Number(new URL(url).port)));
  const line = await startRelay(host, path);
  const tokenFile = join(folder, "token");
  await writeFile(tokenFile, `${made.token}\n`, { mode: 0o600 });
  const echo = await startEcho(host);
  let said = "";

  function start() {
    const child = host.start(process.execPath, [agent], {
      ...environment(),
      NODE_ENV: "production",
      PORTCULLIS_URL: `http://127.0.0.1:${line.port}`,
      GATEWAY_TOKEN_FILE: tokenFile,
      GATEWAY_INTERFACE: interfaceName,
      GATEWAY_PORT: String(listenPort),
      GATEWAY_STATE: folder,
      ...env,
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
    }
    return child;
  }

  let running = start();
  let ended = once(running, "close");
  const item = async () => {
    const { items } = await owner.gateway.list.query({});
    const found = items.find(({ id }) => id === made.gateway.id);
    if (!found) throw new Error(`The gateway is not listed. ${said}`);
    return found;
  };
  for (;;) {
    if ((await item()).status === "reporting") break;
    if (running.exitCode !== null) throw new Error(`The agent ended: ${said}`);
    await sleep(100);
  }

  const owned = opened.move();
  return {
    id: made.gateway.id,
    line,
    item,
    /** The public keys on the interface, as `wg` says. */
    keys: async () => (await host.run("wg", ["show", interfaceName, "peers"])).split("\n").filter(Boolean),
    host,
    interfaceName,
    /** All that the agents wrote. */
    said: () => said,
    /** To the agent. */
    signal: (signal: NodeJS.Signals) => void running.kill(signal),
    /** Resolves when the agent that runs now has ended. */
    ended: () => ended,
    /** Ends the agent like a crash. */
    async crash() {
      running.kill("SIGKILL");
      await ended;
    },
    restart: () => {
      running = start();
      ended = once(running, "close");
    },
    /**
     * Enrols a device through the API, has the owner approve it where it waits for that, and connects it with the
     * configuration that is made of the answer.
     * @param userId whose it is; left out, it is of whoever asks
     * @param networks what it reaches through the tunnel besides
     */
    async enrol(as: Api, deviceName: string, userId?: string, networks: readonly string[] = []) {
      const keys = await keyPair(host);
      const device = await as.device.register.mutate({
        name: deviceName,
        platform: "linux",
        publicKey: keys.publicKey,
        ...(userId !== undefined && { userId }),
      });
      if (device.approvedAt === null) await owner.device.approve.mutate({ id: device.id });
      const connection = await as.device.connection.query({ id: device.id });
      const through = connection.gateways.find(({ id }) => id === made.gateway.id);
      const client = await network.client(`[Interface]
PrivateKey = ${keys.privateKey}
Address = ${connection.addresses.join(", ")}

[Peer]
PublicKey = ${through?.publicKey}
Endpoint = ${through?.endpoint}
AllowedIPs = ${[connection.network, ...networks].join(", ")}
PersistentKeepalive = 25
`);
      return { id: device.id, publicKey: keys.publicKey, client, ping: () => client.ping(tunnelAddress, echo) };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
export type GatewayTestBed = Awaited<ReturnType<typeof openGatewayTestBed>>;
