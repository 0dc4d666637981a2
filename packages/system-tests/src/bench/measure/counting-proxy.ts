import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";

/** A way to PostgreSQL that counts round trips: how often the client spoke after the server had. */
export async function countingLine(databaseUrl: string) {
  const server = new URL(databaseUrl);
  let turns = 0;
  const line = createServer((near) => {
    const far = connect(Number(server.port), server.hostname);
    // A delay of the line's own would be measured as the server's.
    for (const end of [near, far]) end.setNoDelay(true);
    let isAnswered = true;
    near.on("data", (chunk) => {
      if (isAnswered) turns++;
      isAnswered = false;
      far.write(chunk);
    });
    far.on("data", (chunk) => {
      isAnswered = true;
      near.write(chunk);
    });
    near.on("error", () => far.destroy()).on("close", () => far.destroy());
    far.on("error", () => near.destroy()).on("close", () => near.destroy());
  });
  line.listen(0, "127.0.0.1");
  await once(line, "listening");
  const port = String((line.address() as AddressInfo).port);
  return {
    /** That address, over the line. */
    to: (url: string) => Object.assign(new URL(url), { port }).href,
    turns: () => turns,
    async [Symbol.asyncDispose]() {
      line.close();
      await once(line, "close");
    },
  };
}
