import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { environment } from "@portcullis/testing/env";

/** The server of Node that only refuses, in a process of its own. */
export async function startBareServer(): Promise<{ readonly url: string } & Disposable> {
  const child = fork(join(import.meta.dirname, "bare-server.ts"), { env: environment(), execArgv: [] });
  const [port] = await once(child, "message");
  return { url: `http://127.0.0.1:${port}`, [Symbol.dispose]: () => child.disconnect() };
}
