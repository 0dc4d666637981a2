import { once } from "node:events";
import { expect, it } from "vitest";
import { serveHealth } from "./health.ts";

async function answers(isReady: () => boolean) {
  const server = await serveHealth(0, isReady);
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("It does not listen on a port.");
  const ask = async (path: string) => (await fetch(`http://127.0.0.1:${address.port}${path}`)).status;
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  return { address, ask, [Symbol.asyncDispose]: close };
}

it("is alive always, ready when it says so, and knows nothing else", async () => {
  let isReady = false;
  await using health = await answers(() => isReady);
  expect(await health.ask("/health/live")).toBe(200);
  expect(await health.ask("/health/ready")).toBe(503);
  isReady = true;
  expect(await health.ask("/health/ready")).toBe(200);
  expect(await health.ask("/")).toBe(404);
});

it("listens on loopback only, and says when its port is taken", async () => {
  await using health = await answers(() => true);
  expect(health.address.address).toBe("127.0.0.1");
  await expect(serveHealth(health.address.port, () => true)).rejects.toThrow("EADDRINUSE");
});
