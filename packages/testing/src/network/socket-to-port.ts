import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** Passes each connection to a Unix socket on to a port of this host's loopback: the way out of a network namespace. */
export async function socketToPort(path: string, port: number): Promise<AsyncDisposable> {
  const ends = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const end of [near, far]) ends.add(end);
    near.pipe(far).pipe(near);
    near.on("error", () => far.destroy()).on("close", () => far.destroy() && ends.delete(near));
    far.on("error", () => near.destroy()).on("close", () => near.destroy() && ends.delete(far));
  });
  server.listen(path);
  await once(server, "listening");
  return {
    async [Symbol.asyncDispose]() {
      for (const end of ends) end.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
