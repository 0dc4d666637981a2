import type { Server } from "node:http";

/** Milliseconds; generous for people on trains, short for those who hold connections open to use them up. */
export function setTimeouts(server: Server): void {
  server.headersTimeout = 15_000;
  server.requestTimeout = 30_000;
  // Longer than the 60 s of usual proxies: the side that closes first must be the one that sends next.
  server.keepAliveTimeout = 65_000;
  server.maxRequestsPerSocket = 0;
}
