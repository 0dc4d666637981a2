import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { register } from "prom-client";
import { answerProbe, type FailingParts } from "./probes.ts";

/**
 * Serves `/health/live`, `/health/ready` and `/metrics` (Prometheus text format 0.0.4), on loopback only; `details` are
 * added to the readiness answer without deciding it. Resolves once it listens, on any free port if `port` is 0.
 * @throws where the port is taken
 */
export function startMetricsServer(
  port: number,
  failingParts: FailingParts,
  details?: () => Readonly<Record<string, boolean>>,
): Promise<Server & { readonly port: number }> {
  const server = createServer((request, response) => {
    const pathname = request.url?.split("?", 1)[0];
    const answer = async () => {
      if (await answerProbe(pathname, response, failingParts, details)) return;
      if (pathname !== "/metrics") return void response.writeHead(404).end();
      const text = await register.metrics();
      response.writeHead(200, { "content-type": register.contentType, "cache-control": "no-store" }).end(text);
    };
    answer().catch(() => response.writeHead(500).end());
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", () => {
      resolve(Object.assign(server, { port: (server.address() as AddressInfo).port }));
    });
  });
}

/** Ends it, with whoever still holds a connection to it. */
export async function closeMetricsServer(server: Server): Promise<void> {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}
