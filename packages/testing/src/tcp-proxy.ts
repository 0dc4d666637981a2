import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A TCP line to a database that a test can cut, reset, or leave open and dead. */
export interface TcpProxy extends AsyncDisposable {
  /** The connection string that leads over this line. */
  readonly to: (databaseUrl: string) => string;
  /** Ends every connection and each new one at once, until `mend`: what a restart of the server looks like. */
  readonly cut: () => void;
  readonly mend: () => void;
  /** How many connections were ended at once since it was cut. */
  readonly refused: () => number;
  /** Resets what is connected; what connects next gets through. */
  readonly reset: () => void;
  /** Passes nothing on any more, in either direction, and says so to nobody. */
  readonly silence: () => void;
  /** Reads nothing of what is sent to the database any more, until `readOn`: the sender's socket fills and pushes back. */
  readonly stopReading: () => void;
  readonly readOn: () => void;
  /** Calls `act` instead of passing on what holds that text, the first time that it is sent to the database. */
  readonly instead: (text: string, act: () => void) => void;
}

export async function openTcpProxy(): Promise<TcpProxy> {
  const ends = new Set<Socket>();
  const senders = new Set<Socket>();
  let target: URL | undefined;
  let state: "open" | "cut" | "silent" = "open";
  let isReading = true;
  let refused = 0;
  let awaited: { readonly text: string; readonly act: () => void } | undefined;
  const tie = (from: Socket, to: Socket, isKept: (data: Buffer) => boolean) => {
    ends.add(from);
    from.on("data", (data) => state !== "silent" && !isKept(data) && to.write(data));
    from.on("error", () => to.destroy());
    from.on("close", () => {
      ends.delete(from);
      if (state !== "silent") to.destroy();
    });
  };
  const server = createServer({ pauseOnConnect: true }, (near) => {
    if (state === "cut" || !target) {
      refused++;
      near.destroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    tie(near, far, (data) => {
      if (!awaited || !data.includes(awaited.text)) return false;
      const { act } = awaited;
      awaited = undefined;
      act();
      return true;
    });
    tie(far, near, () => false);
    senders.add(near);
    near.once("close", () => senders.delete(near));
    if (isReading) near.resume();
    else near.pause();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("The operating system assigned no port.");
  const reset = () => {
    for (const end of ends) end.resetAndDestroy();
  };
  const cut = () => {
    state = "cut";
    reset();
  };
  return {
    to(databaseUrl) {
      target = new URL(databaseUrl);
      const url = new URL(databaseUrl);
      url.host = `127.0.0.1:${address.port}`;
      return url.href;
    },
    cut,
    mend: () => {
      state = "open";
      isReading = true;
      refused = 0;
    },
    refused: () => refused,
    reset,
    silence: () => {
      state = "silent";
    },
    stopReading: () => {
      isReading = false;
      for (const sender of senders) sender.pause();
    },
    readOn: () => {
      isReading = true;
      for (const sender of senders) sender.resume();
    },
    instead: (text, act) => {
      awaited = { text, act };
    },
    async [Symbol.asyncDispose]() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
