import { createServer } from "node:net";

/** A loopback port that was free a moment ago; whoever uses it must cope with having lost it. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (!address || typeof address === "string") throw new Error("The operating system assigned no port.");
  return address.port;
}
