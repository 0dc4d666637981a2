import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { environment } from "@portcullis/testing/env";
import { startRelay } from "@portcullis/testing/network/programs";
import { agentServer } from "../../src/testing/agent-server.ts";
import { listenPort, type TestBed } from "./test-bed.ts";

const script = join(import.meta.dirname, "../../dist/gateway.js");

/** The built agent on a site's gateway, and a console that it reaches over HTTP. */
export async function testProgram(testBed: TestBed) {
  const { gateway, folder, interfaceName } = testBed.network;
  const path = join(folder, "console.sock");
  const server = await agentServer({ token: "the-right-one", path });
  const line = await startRelay(gateway, path);
  const tokenFile = join(folder, "token");
  await writeFile(tokenFile, "the-right-one\n", { mode: 0o600 });

  /** It ends with the site's namespace at the latest. */
  function start(more: Record<string, string> = {}) {
    const child = gateway.start(process.execPath, [script], {
      ...environment(),
      PORTCULLIS_URL: `http://127.0.0.1:${line.port}`,
      GATEWAY_TOKEN_FILE: tokenFile,
      GATEWAY_INTERFACE: interfaceName,
      GATEWAY_PORT: String(listenPort),
      GATEWAY_STATE: folder,
      LOG_LEVEL: "debug",
      ...more,
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
    }
    const ended = once(child, "close").then(([code, signal]: unknown[]) => signal ?? code);
    return { signal: (signal: NodeJS.Signals) => child.kill(signal), ended, said: () => said };
  }

  return { server, line, start, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}
