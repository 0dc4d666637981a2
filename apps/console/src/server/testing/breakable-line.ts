import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A TCP line to a database that can be cut and restored. */
export async function breakableLine() {
  const ends = new Set<Socket>();
  let target: URL | undefined;
  let isCut = false;
  const tie = (from: Socket, to: Socket) => {
    ends.add(from);
    from
      .on("error", () => to.destroy())
      .on("close", () => {
        ends.delete(from);
        to.destroy();
      })
      .pipe(to);
  };
  const line = createServer((near) => {
    if (isCut || !target) return void near.destroy();
    const far = connect(Number(target.port), target.hostname);
    tie(near, far);
    tie(far, near);
  });
  line.listen(0, "127.0.0.1");
  await once(line, "listening");
  const address = line.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const cut = () => {
    isCut = true;
    for (const end of ends) end.destroy();
  };
  return {
    /** The connection string that leads over this line. */
    to(databaseUrl: string): string {
      target = new URL(databaseUrl);
      const url = new URL(databaseUrl);
      url.hostname = "127.0.0.1";
      url.port = String(port);
      return url.href;
    },
    cut,
    restore() {
      isCut = false;
    },
    async [Symbol.asyncDispose]() {
      cut();
      line.close();
      await once(line, "close");
    },
  };
}
