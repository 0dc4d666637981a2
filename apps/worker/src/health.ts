import { createServer, type Server } from "node:http";

/** Answers `/health/live` and `/health/ready` on loopback only. Resolves when it listens. */
export function serveHealth(port: number, isReady: () => boolean): Promise<Server> {
  const server = createServer((request, response) => {
    const isKnown = request.url === "/health/live" || request.url === "/health/ready";
    const status = !isKnown ? 404 : request.url === "/health/live" || isReady() ? 200 : 503;
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ ok: status === 200 }));
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", () => resolve(server));
  });
}
