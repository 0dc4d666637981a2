import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A line to the database that a test can cut, or leave open and dead. */
export interface Proxy extends AsyncDisposable {
  /** The same database, through this line. */
  readonly url: string;
  /** Passes nothing on any more, in either direction, and says so to nobody. */
  readonly silence: () => void;
  /** Resets what is connected; what connects next gets through. */
  readonly reset: () => void;
  /** Resets, and from then on refuses. */
  readonly refuse: () => Promise<void>;
  readonly accept: () => Promise<void>;
}

export async function startProxy(databaseUrl: string): Promise<Proxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isSilent = false;
  const server = createServer({ pauseOnConnect: true }, (client) => {
    const database = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [client, database],
      [database, client],
    ] as const) {
      sockets.add(from);
      from.on("data", (data) => !isSilent && to.write(data));
      from.on("error", () => to.destroy());
      from.on("close", () => {
        sockets.delete(from);
        if (!isSilent) to.destroy();
      });
    }
    client.resume();
  });
  const listen = async (port: number) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  await listen(0);
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("The system gave no port.");
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${address.port}`;
  const reset = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const refuse = async () => {
    const closed = once(server, "close");
    server.close();
    reset();
    await closed;
  };
  return {
    url: url.href,
    silence: () => {
      isSilent = true;
    },
    reset,
    refuse,
    accept: () => listen(address.port),
    [Symbol.asyncDispose]: async () => {
      if (server.listening) await refuse();
    },
  };
}
